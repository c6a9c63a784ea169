import type { Collection, Documents } from '../../kit/documents.ts'
import type { PasswordHash } from '../password.ts'
import type { OnPremisesCalendar } from './cmdletData.ts'

/** The one forest: its root, and the domain controller that every cmdlet of the runbook names. */
export const forest = {
  root: 'DC=contoso,DC=local',
  canonicalRoot: 'contoso.local',
  domainController: 'dc1.contoso.local',
  /** Also e-mail and SIP domains. */
  synchronisedSuffixes: ['contoso.com', 'emea.contoso.com'],
  otherSuffixes: ['corp.contoso.com'],
  /** Default Domain Policy: MaxPasswordAge and MinPasswordLength of a new domain (learn, "Maximum password age", 2024). */
  passwordDays: 42,
  shortestPassword: 7,
} as const

export const suffixes: readonly string[] = [...forest.synchronisedSuffixes, ...forest.otherSuffixes]

/** What people have and rooms have not; as Get-ADUser names it. */
export const personalProperties = ['GivenName', 'Title', 'EmployeeID', 'MobilePhone', 'Manager'] as const

export interface AdAccount {
  samAccountName: string
  userPrincipalName: string
  enabled: boolean
  passwordNeverExpires: boolean
  cannotChangePassword: boolean
  passwordLastSet: string | null
  /** 1 on members of protected groups (learn, "Appendix C: Protected Accounts and Groups in Active Directory"). */
  adminCount: 1 | null
  person?: Partial<Record<(typeof personalProperties)[number], string>> | undefined
  password?: PasswordHash
  passwordSets: number
}

export type OnPremisesType =
  | 'RoomMailbox'
  | 'RemoteRoomMailbox'
  | 'UserMailbox'
  | 'RemoteUserMailbox'
  | 'SharedMailbox'
  | 'EquipmentMailbox'
  | 'LinkedMailbox'
  | 'MailContact'
  | 'MailUniversalDistributionGroup'
  | 'RoomList'

export interface OnPremisesRecipient {
  type: OnPremisesType
  alias: string
  exchangeGuid: string
  remoteRoutingAddress: string | null
  resourceCapacity: number | null
  hiddenFromAddressLists: boolean
  mailTip: string | null
  isFolderNameLocalised: boolean
  language: string | null
  timeZone: string | null
  /** Where it differs from a new resource mailbox's. */
  calendar: Partial<OnPremisesCalendar>
  workingHours?: Record<string, string>
  /** What people of the organisation may do with the calendar. */
  calendarView?: string[]
  mobilePolicy?: string | null
  /** Of a room list, by id. */
  members?: string[]
}

export interface SkypeAccount {
  kind: 'user' | 'meetingRoom'
  sipAddress: string
  registrarPool: string
  enterpriseVoice: boolean
  lineUri: string | null
  dialPlan: string | null
  voicePolicy: string | null
}

/** One object of the forest, with what Active Directory, Exchange Server and Skype for Business Server keep on it. */
export interface DirectoryObject {
  id: string
  name: string
  displayName: string
  office: string | null
  phone: string | null
  mail: string | null
  /** `SMTP:` before the primary address, `smtp:` before the others. */
  proxyAddresses: string[]
  created: string
  /** Rises with each change; directory synchronisation reads what is newer than it has seen. */
  revision: number
  account: AdAccount | null
  recipient: OnPremisesRecipient | null
  skype: SkypeAccount | null
}

export type Draft = Omit<DirectoryObject, 'revision'>

/**
 * The forest as its one domain controller has it. All cmdlets ask the same controller, so what one writes the next one
 * reads: replication between controllers is not played, but directory synchronisation to the cloud is.
 */
export interface Directory {
  get(id: string): DirectoryObject | undefined
  /** Inside the transaction of whatever causes it. */
  put(object: Draft): DirectoryObject
  all(): DirectoryObject[]
}

export function openDirectory(documents: Documents, noteChange: () => void): Directory {
  const collection: Collection<DirectoryObject> = documents.of('onPremises')
  const newest = () => Math.max(0, ...collection.all().map(({ revision }) => revision))
  return {
    get: (id) => collection.get(id),
    put(object) {
      noteChange()
      const changed = { ...object, revision: newest() + 1 }
      collection.put(object.id, changed)
      return changed
    },
    all: () => collection.all(),
  }
}

export function distinguishedName({ name }: Pick<DirectoryObject, 'name'>): string {
  return `CN=${name.replace(/[,+"\\<>;=]/g, String.raw`\$&`)},OU=Rooms,${forest.root}`
}

export function canonicalName({ name }: Pick<DirectoryObject, 'name'>): string {
  return `${forest.canonicalRoot}/Rooms/${name}`
}

export function primaryAddress({ proxyAddresses }: Pick<DirectoryObject, 'proxyAddresses'>): string | null {
  return proxyAddresses.find((address) => address.startsWith('SMTP:'))?.slice('SMTP:'.length) ?? null
}

/** Addresses with the given one as primary; a primary one before it stays as another one. */
export function withPrimary(addresses: readonly string[], address: string): string[] {
  const isOther = (one: string) => one.slice('smtp:'.length).toLowerCase() !== address.toLowerCase()
  return [`SMTP:${address}`, ...addresses.filter(isOther).map((one) => one.replace(/^SMTP:/, 'smtp:'))]
}

/** The ones whose principal name or any mail address this is. */
export function findByAddress(directory: Directory, address: string): DirectoryObject[] {
  const wanted = address.toLowerCase()
  return directory
    .all()
    .filter(
      ({ account, proxyAddresses }) =>
        account?.userPrincipalName.toLowerCase() === wanted || holdsAddress(proxyAddresses, wanted),
    )
}

export function holdsAddress(proxyAddresses: readonly string[], wanted: string): boolean {
  return proxyAddresses.some((address) => address.toLowerCase() === `smtp:${wanted.toLowerCase()}`)
}

/** Passwords of accounts that expire are good for so long; one that was never set is good for nothing. */
export function isPasswordExpired({ passwordNeverExpires, passwordLastSet }: AdAccount, now: string): boolean {
  if (passwordNeverExpires) return false
  if (passwordLastSet === null) return true
  const ageDays = (Date.parse(now) - Date.parse(passwordLastSet)) / 86_400_000
  return ageDays > forest.passwordDays
}
