import { parseFilter } from './cmdlet.ts'
import type { OnPremisesView } from './cmdlet.ts'
import { canonicalName, distinguishedName, forest, primaryAddress } from './directory.ts'
import type { DirectoryObject, OnPremisesType } from './directory.ts'
import { fail, failUnsupported } from './failure.ts'

/** As the console shows a mailbox task's missing object. */
export function failNotFound(identity: string): never {
  fail(
    'ManagementObjectNotFoundException',
    `The operation couldn't be performed because object '${identity}' couldn't be found on '${forest.domainController}'.`,
  )
}

export const mailboxTypes: readonly OnPremisesType[] = ['RoomMailbox', 'UserMailbox', 'SharedMailbox'].concat([
  'EquipmentMailbox',
  'LinkedMailbox',
]) as OnPremisesType[]
export const remoteTypes: readonly OnPremisesType[] = ['RemoteRoomMailbox', 'RemoteUserMailbox']

interface Wanted {
  Identity?: string | null
  Filter?: string | null
  ResultSize?: number | null
}

/** Recipients of these types by identity or filter; a missing Identity that was asked for ends with the server's error. */
export function findRecipients(
  { directory }: OnPremisesView,
  { Identity, Filter, ResultSize }: Wanted,
  types: readonly OnPremisesType[] | undefined,
): DirectoryObject[] {
  const isWanted = Filter ? recipientFilter(Filter) : () => true
  const found = directory
    .all()
    .filter(({ recipient }) => recipient && (!types || types.includes(recipient.type)))
    .filter((object) => (!Identity || identities(object).includes(Identity.toLowerCase())) && isWanted(object))
  if (Identity && found.length === 0) failNotFound(Identity)
  return found.slice(0, ResultSize ?? 1000)
}

export function findRecipient(
  view: OnPremisesView,
  identity: string,
  types?: readonly OnPremisesType[],
): DirectoryObject {
  const [object, another] = findRecipients(view, { Identity: identity }, types)
  if (!object) failNotFound(identity)
  if (another)
    fail(
      'ManagementObjectAmbiguousException',
      `The operation couldn't be performed because '${identity}' matches multiple entries.`,
    )
  return object
}

/** What Exchange accepts as an identity: GUIDs, names, alias, principal name, logon name and every address. */
function identities(object: DirectoryObject): string[] {
  const { id, name, account, recipient, proxyAddresses } = object
  const addresses = proxyAddresses.map((address) => address.slice('smtp:'.length))
  const own = [id, name, distinguishedName(object), canonicalName(object), ...addresses]
  const accounts = account ? [account.userPrincipalName, account.samAccountName] : []
  return [...own, ...accounts, recipient?.alias ?? id, recipient?.exchangeGuid ?? id].map((key) => key.toLowerCase())
}

function recipientFilter(filter: string): (object: DirectoryObject) => boolean {
  const criteria = parseFilter(filter) ?? failUnsupported(`the filter ${filter}`)
  return (object) =>
    criteria.some(({ property, value }) => {
      if (property.toLowerCase() === 'emailaddresses')
        return object.proxyAddresses.some((address) => address.toLowerCase() === value.toLowerCase())
      if (property.toLowerCase() === 'primarysmtpaddress')
        return primaryAddress(object)?.toLowerCase() === value.toLowerCase()
      return failUnsupported(`the filter property ${property} (only EmailAddresses and PrimarySmtpAddress)`)
    })
}

/** Any user of Active Directory in the forms that Exchange and Skype cmdlets take; undefined when there is none. */
export function findUser({ directory }: OnPremisesView, identity: string): DirectoryObject | undefined {
  const wanted = identity.toLowerCase().replace(/^(?:contoso\\|sip:)/, '')
  return directory
    .all()
    .find(
      (object) =>
        object.account && [...identities(object), object.displayName.toLowerCase(), sipOf(object)].includes(wanted),
    )
}

function sipOf({ id, skype }: DirectoryObject): string {
  return skype?.sipAddress.slice('sip:'.length).toLowerCase() ?? id
}
