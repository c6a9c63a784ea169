import { z } from 'zod'
import type { TenantFacts } from '../accounts.ts'
import { hashPassword } from '../password.ts'
import { bindParameters } from './bindParameters.ts'
import type { OnPremisesCalendar } from './cmdletData.ts'
import { personalProperties, findByAddress, suffixes } from './directory.ts'
import type { AdAccount, Directory, Draft, OnPremisesRecipient, OnPremisesType, SkypeAccount } from './directory.ts'
import { draftAccount, draftObject, draftRecipient, withAddress } from './objects.ts'

const types = {
  room: 'RoomMailbox',
  remoteRoom: 'RemoteRoomMailbox',
  user: 'UserMailbox',
  remoteUser: 'RemoteUserMailbox',
  shared: 'SharedMailbox',
  equipment: 'EquipmentMailbox',
  linked: 'LinkedMailbox',
  contact: 'MailContact',
  group: 'MailUniversalDistributionGroup',
} as const satisfies Record<string, OnPremisesType>

/** Any object of the forest to begin with: its kind and address, and whatever differs from the defaults of its kind. */
export const onPremisesSeedSchema = z.strictObject({
  /** `account` is a user of Active Directory without a mailbox. */
  kind: z.enum([...(Object.keys(types) as (keyof typeof types)[]), 'account']),
  address: z
    .email()
    .refine((address) => suffixes.includes(address.split('@')[1] ?? ''), `one of ${suffixes.join(', ')}`),
  name: z.string().optional(),
  displayName: z.string().optional(),
  password: z.string().optional(),
  account: z
    .strictObject({
      samAccountName: z.string(),
      userPrincipalName: z.string(),
      enabled: z.boolean(),
      passwordNeverExpires: z.boolean(),
      cannotChangePassword: z.boolean(),
      passwordLastSet: z.iso.datetime().nullable(),
      adminCount: z.literal(1).nullable(),
      person: z.partialRecord(z.enum(personalProperties), z.string()),
    })
    .partial()
    .optional(),
  recipient: z
    .strictObject({
      resourceCapacity: z.int(),
      hiddenFromAddressLists: z.boolean(),
      mailTip: z.string(),
      remoteRoutingAddress: z.email(),
      language: z.string(),
      timeZone: z.string(),
    })
    .partial()
    .optional(),
  /** Parameters of Set-CalendarProcessing in Exchange Server, without the identity. */
  calendar: z.record(z.string(), z.unknown()).optional(),
  skype: z
    .strictObject({
      kind: z.enum(['user', 'meetingRoom']),
      registrarPool: z.string(),
      sipAddress: z.string().optional(),
      enterpriseVoice: z.boolean().optional(),
      lineUri: z.string().optional(),
      dialPlan: z.string().optional(),
      voicePolicy: z.string().optional(),
    })
    .optional(),
})

export type OnPremisesSeed = z.infer<typeof onPremisesSeedSchema>

/** Puts it into the forest. Gives false when its address is taken there. */
export function seedOnPremises(directory: Directory, facts: TenantFacts, seed: OnPremisesSeed, at: string): boolean {
  const { kind, address, displayName } = seed
  if (findByAddress(directory, address).length > 0) return false
  const local = address.slice(0, address.indexOf('@'))
  const draft = draftObject(directory, facts, seed.name ?? displayName ?? local, at)
  const hasMail = kind !== 'account'
  const object = {
    ...(hasMail ? withAddress(draft, address) : draft),
    displayName: displayName ?? draft.displayName,
    account: kind === 'contact' || kind === 'group' ? null : toAccount(seed, at),
    recipient: hasMail ? toRecipient(facts, draft, seed, local) : null,
    skype: seed.skype ? toSkype(seed.skype, address) : null,
  }
  directory.put(object)
  return true
}

/** A person's account is enabled, a resource's is not. */
function toAccount({ kind, address, account, password }: OnPremisesSeed, at: string): AdAccount {
  const isPerson = kind === 'user' || kind === 'remoteUser' || kind === 'account'
  return {
    ...draftAccount(account?.userPrincipalName ?? address),
    enabled: isPerson || password !== undefined,
    passwordLastSet: isPerson || password !== undefined ? at : null,
    ...(password && { password: hashPassword(password) }),
    ...account,
  } as AdAccount
}

function toRecipient(facts: TenantFacts, { id }: Draft, seed: OnPremisesSeed, alias: string): OnPremisesRecipient {
  const type = seed.kind === 'account' ? 'UserMailbox' : types[seed.kind]
  // Refuses what the cmdlet would refuse.
  const { Identity: _, ...calendar } = bindParameters('Set-CalendarProcessing', {
    Identity: seed.address,
    ...seed.calendar,
  })
  return {
    ...draftRecipient(facts, id, type, alias),
    ...seed.recipient,
    calendar: calendar as Partial<OnPremisesCalendar>,
  } as OnPremisesRecipient
}

function toSkype(seed: NonNullable<OnPremisesSeed['skype']>, address: string): SkypeAccount {
  const { kind, registrarPool, sipAddress = `sip:${address}` } = seed
  const { enterpriseVoice = false, lineUri = null, dialPlan = null, voicePolicy = null } = seed
  return { kind, sipAddress, registrarPool, enterpriseVoice, lineUri, dialPlan, voicePolicy }
}
