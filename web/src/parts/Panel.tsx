import { makeStyles, tokens } from '@fluentui/react-components'
import { useId, type ReactNode } from 'react'

const useStyles = makeStyles({
  panel: {
    margin: '0 0 1rem',
    padding: '1rem 1.25rem',
    breakInside: 'avoid',
    borderRadius: tokens.borderRadiusLarge,
    border: `1px solid ${tokens.colorNeutralStroke2}`,
    backgroundColor: tokens.colorNeutralBackground1,
    boxShadow: tokens.shadow2,
    '& h2': {
      margin: '0 0 0.5rem',
      fontSize: tokens.fontSizeBase400,
      lineHeight: tokens.lineHeightBase400,
      fontWeight: tokens.fontWeightSemibold,
    },
    '& h3': { margin: '0.75rem 0 0.25rem', fontSize: tokens.fontSizeBase300 },
    '& ul': { margin: '0.25rem 0', paddingLeft: '1.25rem' },
    '& li': { marginBottom: '0.25rem' },
    '& p': { margin: '0 0 0.5rem' },
  },
})

/** A part of a page under a heading of its own. */
export function Panel({ title, children }: { title: string; children: ReactNode }) {
  const styles = useStyles()
  const id = useId()
  return (
    <section className={styles.panel} aria-labelledby={id}>
      <h2 id={id}>{title}</h2>
      {children}
    </section>
  )
}
