import { makeStyles, tokens } from '@fluentui/react-components'
import { useEffect, useRef, type ReactNode } from 'react'

const useStyles = makeStyles({
  row: { display: 'flex', flexWrap: 'wrap', alignItems: 'center', gap: '0.5rem 1rem', margin: '0.25rem 0 1rem' },
  heading: {
    margin: '0 auto 0 0',
    fontSize: tokens.fontSizeHero700,
    lineHeight: tokens.lineHeightHero700,
    fontWeight: tokens.fontWeightSemibold,
    ':focus': { outlineStyle: 'none' },
    '@media (max-width: 44rem)': { fontSize: tokens.fontSizeBase600, lineHeight: tokens.lineHeightBase600 },
  },
})

interface Props {
  title: string
  /** What can be done on the page as a whole; stands beside the heading. */
  children?: ReactNode
}

/** What had the focus when this page was asked for; nothing where it was loaded. */
let asked: Element | null = null
const remember = (): void => {
  asked = document.activeElement
}
for (const event of ['pushState', 'popstate']) addEventListener(event, remember)

/** A page that comes late takes the focus from nobody who has gone on meanwhile. */
const isFocusFree = (): boolean => [document.body, null, asked].includes(document.activeElement)

/** Names a page, in the window too, and hands it to the keyboard and the screen reader when it appears. */
export function PageHeading({ title, children }: Props) {
  const styles = useStyles()
  const heading = useRef<HTMLHeadingElement>(null)
  useEffect(() => {
    document.title = `${title} · Roomwright`
  }, [title])
  useEffect(() => {
    if (isFocusFree()) heading.current?.focus({ preventScroll: true })
  }, [])
  return (
    <div className={styles.row}>
      <h1 ref={heading} tabIndex={-1} className={styles.heading}>
        {title}
      </h1>
      {children}
    </div>
  )
}
