import { makeStyles, SearchBox, tokens } from '@fluentui/react-components'
import { useDeferredValue } from 'react'
import { useSearchParams } from 'wouter'

const parameter = 'find'

/** What is searched for stands in the address, so that a link or a way back keeps it. The text lags behind the typing where there is much to search. */
export function useSearchText(): [text: string, change: (text: string) => void] {
  const [parameters, setParameters] = useSearchParams()
  const text = useDeferredValue(parameters.get(parameter) ?? '')
  const change = (wanted: string): void =>
    setParameters(
      (before) => {
        if (wanted === '') before.delete(parameter)
        else before.set(parameter, wanted)
        return before
      },
      { replace: true },
    )
  return [text, change]
}

const useStyles = makeStyles({
  search: { display: 'flex', flexWrap: 'wrap', alignItems: 'center', gap: '0.5rem 1rem' },
  box: { width: '20rem', maxWidth: '100%' },
  count: { color: tokens.colorNeutralForeground3 },
})

/** Searches the page. `count` is how many were found; it is announced. */
export function SearchField({ label, count }: { label: string; count: number }) {
  const styles = useStyles()
  const [text, change] = useSearchText()
  return (
    <search className={styles.search}>
      <SearchBox
        className={styles.box}
        aria-label={label}
        placeholder={label}
        defaultValue={text}
        onChange={(_, { value }) => change(value)}
      />
      <output className={styles.count}>{text !== '' && `${count} found`}</output>
    </search>
  )
}
