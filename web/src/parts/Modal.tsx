import { makeStyles, tokens } from '@fluentui/react-components'
import { useEffect, useId, useRef, type ReactNode } from 'react'

const useStyles = makeStyles({
  modal: {
    width: '40rem',
    maxWidth: 'calc(100vw - 1.5rem)',
    maxHeight: 'calc(100vh - 1.5rem)',
    padding: '1.25rem 1.5rem',
    color: tokens.colorNeutralForeground1,
    backgroundColor: tokens.colorNeutralBackground1,
    borderRadius: tokens.borderRadiusXLarge,
    border: `1px solid ${tokens.colorNeutralStroke1}`,
    boxShadow: tokens.shadow64,
    overflowWrap: 'anywhere',
    '::backdrop': { backgroundColor: 'rgba(0, 0, 0, 0.4)' },
    '& h2': { margin: '0 0 0.75rem', fontSize: tokens.fontSizeBase500, lineHeight: tokens.lineHeightBase500 },
  },
})

interface Props {
  title: string
  /** Escape was pressed. */
  onClose: () => void
  children: ReactNode
}

/** Asks something before anything else goes on. The browser keeps the focus in it, and gives it back afterwards. */
export function Modal({ title, onClose, children }: Props) {
  const styles = useStyles()
  const dialog = useRef<HTMLDialogElement>(null)
  const id = useId()
  useEffect(() => {
    const element = dialog.current
    element?.showModal()
    return () => element?.close()
  }, [])
  return (
    <dialog
      ref={dialog}
      aria-labelledby={id}
      className={styles.modal}
      onCancel={(event) => {
        event.preventDefault()
        onClose()
      }}
    >
      <h2 id={id}>{title}</h2>
      {children}
    </dialog>
  )
}
