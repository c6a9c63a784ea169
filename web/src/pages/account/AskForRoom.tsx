import { Button } from '@fluentui/react-components'
import { Link } from 'wouter'
import type { AccountSeen } from '../../data/estateApi.ts'
import { keepDraft, type Draft } from '../../data/draft.ts'

/** Opens the form for a request with what is known of the account, because licences, sign-in and telephony take one. */
export const AskForRoom = ({ account }: { account: AccountSeen }) => (
  <Link href="/new" asChild onClick={() => keepDraft(toDraft(account))}>
    <Button as="a">Ask for this room</Button>
  </Link>
)

const places = {
  'location.building': 'building',
  'location.floorLabel': 'floor',
  'location.floor': 'floor',
  'location.capacity': 'capacity',
  'account.usageLocation': 'usageLocation',
}

/** What the last request wanted, or else what the account has. */
function toDraft({ address, name, findings, wish }: AccountSeen): Draft {
  const found = findings.flatMap(({ setting, actual }): [string, unknown][] => {
    const field = Object.entries(places).find(([id]) => id === setting)?.[1]
    return field === undefined || actual === '' ? [] : [[field, actual]]
  })
  const wanted = Object.entries(wish?.room ?? {}).filter(([, value]) => value !== false && typeof value !== 'object')
  const fields = [['name', name], ...found, ...wanted, ['address', address]] as [string, unknown][]
  return Object.fromEntries(fields.map(([field, value]) => [field, String(value)]))
}
