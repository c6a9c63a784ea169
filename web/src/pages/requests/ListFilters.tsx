import { Checkbox, makeStyles } from '@fluentui/react-components'
import { useSearchParams } from 'wouter'
import { SearchField } from '../../parts/search.tsx'

const parameter = 'waiting'
const value = 'decision'

/** Leaves only requests that wait for a decision. It stands in the address of the page, so that a link or a way back keeps it. */
export function useDecisionFilter(): [isOn: boolean, turn: (isOn: boolean) => void] {
  const [parameters, setParameters] = useSearchParams()
  const turn = (isOn: boolean): void =>
    setParameters(
      (before) => {
        if (isOn) before.set(parameter, value)
        else before.delete(parameter)
        return before
      },
      { replace: true },
    )
  return [parameters.get(parameter) === value, turn]
}

const useStyles = makeStyles({
  filters: { display: 'flex', flexWrap: 'wrap', alignItems: 'center', gap: '0.25rem 1rem', marginBottom: '0.5rem' },
})

/** How many requests wait for a decision, and how many are shown. */
export function ListFilters({ undecided, found }: { undecided: number; found: number }) {
  const styles = useStyles()
  const [isOn, turn] = useDecisionFilter()
  return (
    <div className={styles.filters}>
      <SearchField label="Find a request" count={found} />
      <Checkbox
        id="undecided"
        label={`Waiting for a decision (${undecided})`}
        checked={isOn}
        onChange={(_, { checked }) => turn(checked === true)}
      />
    </div>
  )
}
