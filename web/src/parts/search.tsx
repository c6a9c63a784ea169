import { makeStyles, SearchBox, tokens } from '@fluentui/react-components'
import { useDeferredValue } from 'react'
import { useSearchParams } from 'wouter'

const parameter = 'find'

/** What is searched for stands in the address, so that a link or a way back keeps it. `text` lags behind what is `typed` where there is much to search. */
export function useSearchText() {
  const [parameters, setParameters] = useSearchParams()
  const typed = parameters.get(parameter) ?? ''
  const text = useDeferredValue(typed)
  const change = (wanted: string): void =>
    setParameters(
      (before) => {
        if (wanted === '') before.delete(parameter)
        else before.set(parameter, wanted)
        return before
      },
      { replace: true },
    )
  return { typed, text, change }
}

const useStyles = makeStyles({
  search: { display: 'flex', flexWrap: 'wrap', alignItems: 'center', gap: '0.5rem 1rem' },
  box: { width: '20rem', maxWidth: '100%' },
  count: { color: tokens.colorNeutralForeground3 },
})

/** Searches the page. `count` is how many were found; it is announced, where the page does not say it itself. */
export function SearchField({ label, count }: { label: string; count?: number }) {
  const styles = useStyles()
  const { typed, change } = useSearchText()
  return (
    <search className={styles.search}>
      <SearchBox
        className={styles.box}
        aria-label={label}
        placeholder={label}
        value={typed}
        onChange={(_, { value }) => change(value)}
      />
      {count !== undefined && <output className={styles.count}>{typed !== '' && `${count} found`}</output>}
    </search>
  )
}
