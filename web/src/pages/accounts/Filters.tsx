import { Button, Checkbox, Field, makeStyles, Select } from '@fluentui/react-components'
import { useMemo, type ReactNode } from 'react'
import { useLocation } from 'wouter'
import { statusWords } from '../../../../shared/room/estate/account.ts'
import { catalogue } from '../../../../shared/room/settings/catalogue.ts'
import { SearchField } from '../../parts/search.tsx'
import { noLicence, useFilters, type Row } from './rows.ts'

const useStyles = makeStyles({
  filters: { display: 'flex', flexWrap: 'wrap', alignItems: 'end', gap: '0.5rem 1rem', marginBottom: '0.5rem' },
  choice: { flex: '0 1 10.5rem', minWidth: '9rem', '& > span': { minWidth: 0 }, '& select': { minWidth: 0 } },
})

/** What leaves only some of the rows. */
export function Filters({ rows }: { rows: Row[] }) {
  const styles = useStyles()
  const filters = useFilters()
  const [, navigate] = useLocation()
  const licences = useMemo(() => [...new Set(rows.map(({ licence }) => licence || noLicence))].toSorted(), [rows])
  return (
    <div className={styles.filters}>
      <SearchField label="Find an account" />
      <Choice label="Status" value={filters.status} onChange={filters.setStatus}>
        {Object.entries(statusWords).map(([status, words]) => (
          <option key={status} value={status}>
            {words}
          </option>
        ))}
      </Choice>
      <WrongChoice rows={rows} value={filters.wrong} onChange={filters.setWrong} />
      <Choice label="Licence" value={filters.licence} onChange={filters.setLicence}>
        {licences.map((licence) => (
          <option key={licence}>{licence}</option>
        ))}
      </Choice>
      <Checkbox
        id="here"
        label="Set up here"
        checked={filters.isHere}
        onChange={(_, { checked }) => filters.setHere(checked === true ? 'yes' : '')}
      />
      <Button appearance="subtle" onClick={() => navigate('/accounts', { replace: true })}>
        Show all
      </Button>
    </div>
  )
}

interface ChoiceProps {
  label: string
  value: string
  onChange: (value: string) => void
  children: ReactNode
}

function Choice({ label, value, onChange, children }: ChoiceProps) {
  const styles = useStyles()
  return (
    <Field label={label} className={styles.choice}>
      <Select value={value} onChange={(_, chosen) => onChange(chosen.value)}>
        <option value="">all</option>
        {children}
      </Select>
    </Field>
  )
}

interface WrongProps extends Omit<ChoiceProps, 'label' | 'children'> {
  rows: Row[]
}

/** A part of accounts or a setting, of which something is wrong with some account. */
function WrongChoice({ rows, value, onChange }: WrongProps) {
  const settings = useMemo(() => {
    const open = new Set(rows.flatMap((row) => row.open))
    return catalogue.filter(({ id, pane }) => open.has(id) || id === value || pane === value)
  }, [rows, value])
  return (
    <Choice label="Wrong" value={value} onChange={onChange}>
      <optgroup label="Part">
        {[...new Set(settings.map(({ pane }) => pane))].map((pane) => (
          <option key={pane}>{pane}</option>
        ))}
      </optgroup>
      <optgroup label="Setting">
        {settings.map(({ id, title }) => (
          <option key={id} value={id}>
            {title}
          </option>
        ))}
      </optgroup>
    </Choice>
  )
}
