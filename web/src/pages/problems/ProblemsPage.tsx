import { makeStyles, tokens } from '@fluentui/react-components'
import { useEffect, useRef } from 'react'
import type { ProblemEntry } from '../../data/api.ts'
import { useProblems } from '../../data/queries.ts'
import { Loading } from '../../parts/Loading.tsx'
import { PageHeading } from '../../parts/PageHeading.tsx'
import { findMatches } from '../../parts/findMatches.ts'
import { SearchField, useSearchText } from '../../parts/search.tsx'
import { useTextStyles } from '../../parts/useTextStyles.ts'

type Entry = ProblemEntry & { code: string }

/** Every problem, what it means and what to do. An address with the code of one after # opens at it. */
export function ProblemsPage() {
  const { data } = useProblems()
  const { text } = useSearchText()
  if (!data) return <Loading />
  const entries = Object.entries(data).map(([code, entry]) => ({ ...entry, code }))
  const found = findMatches(entries, text, ({ code, title, says, remedy }) => [code, title, says, remedy])
  return (
    <>
      <PageHeading title="Problems" />
      <SearchField label="Find a problem" count={found.length} />
      {found.map((entry) => (
        <Problem key={entry.code} entry={entry} />
      ))}
    </>
  )
}

const useStyles = makeStyles({
  problem: {
    padding: '0.75rem 0.75rem 1rem',
    borderBottom: `1px solid ${tokens.colorNeutralStroke2}`,
    scrollMarginTop: '1rem',
    '& h2': { margin: 0, fontSize: tokens.fontSizeBase400, lineHeight: tokens.lineHeightBase400 },
    '& p': { margin: '0.25rem 0 0', maxWidth: '48rem' },
  },
  asked: { backgroundColor: tokens.colorNeutralBackground3 },
})

function Problem({ entry: { code, title, says, remedy, actor } }: { entry: Entry }) {
  const styles = useStyles()
  const texts = useTextStyles()
  const element = useRef<HTMLElement>(null)
  const isAsked = location.hash === `#${code}`
  useEffect(() => {
    if (isAsked) element.current?.scrollIntoView()
  }, [isAsked])
  return (
    <section ref={element} id={code} className={`${styles.problem} ${isAsked ? styles.asked : ''}`}>
      <h2>{title}</h2>
      <p>{says}</p>
      <p>What to do: {remedy}</p>
      <p className={texts.hint}>
        Who can act: {actor}. Code: {code}
      </p>
    </section>
  )
}
