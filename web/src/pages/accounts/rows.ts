import { openFaults, statusOf, type AccountSummary, type Status } from '../../../../shared/room/estate/account.ts'
import { settingOf } from '../../../../shared/room/settings/catalogue.ts'
import { isoToday } from '../../data/times.ts'
import { findMatches } from '../../parts/findMatches.ts'
import { useParameter } from '../../parts/useParameter.ts'

/** An account as the list shows it: judged as of today. */
export interface Row extends AccountSummary {
  status: Status
  /** Wrong settings that nobody answers for. */
  open: string[]
}

export function toRows(accounts: AccountSummary[]): Row[] {
  const today = isoToday()
  return accounts.map((account) => ({
    ...account,
    status: statusOf(account, today),
    open: openFaults(account, today),
  }))
}

/** What stands for accounts without a licence, here and in the numbers of the server. */
export const noLicence = 'none'

/** Which rows are shown; kept in the address of the page. */
export function useFilters() {
  const [status, setStatus] = useParameter('status')
  const [wrong, setWrong] = useParameter('wrong')
  const [licence, setLicence] = useParameter('licence')
  const [here, setHere] = useParameter('here')
  return { status, setStatus, wrong, setWrong, licence, setLicence, isHere: here === 'yes', setHere }
}

export type Filters = Pick<ReturnType<typeof useFilters>, 'status' | 'wrong' | 'licence' | 'isHere'>

/** `wrong` is a setting or a pane. */
export function filterRows(rows: Row[], { status, wrong, licence, isHere }: Filters, text: string): Row[] {
  const isShown = (row: Row): boolean =>
    (status === '' || row.status === status) &&
    (wrong === '' || row.open.some((id) => id === wrong || settingOf(id).pane === wrong)) &&
    (licence === '' || (row.licence || noLicence) === licence) &&
    (!isHere || row.request !== undefined)
  return findMatches(rows.filter(isShown), text, ({ name, address, location, licence: held }) => [
    name,
    address,
    location,
    held,
  ])
}

/** The address of the list with one filter. */
export const listWith = (name: 'status' | 'wrong', value: string): string =>
  `/accounts?${new URLSearchParams({ [name]: value }).toString()}`
