import { z } from 'zod'
import { draftRecipient, draftUser, findHolder, softDelete } from './accounts.ts'
import type { TenantFacts } from './accounts.ts'
import { bindParameters } from './exchange/bindParameters.ts'
import type { CalendarSettings, PlaceSettings } from './exchange/cmdletData.ts'
import { hashPassword } from './password.ts'
import type { PasswordHash } from './password.ts'
import { skus } from './skuData.ts'
import { countUnit } from './subscriptions.ts'
import type { AssignedLicence, Recipient, RecipientTypeDetails, RegionalSettings, User, World } from './world.ts'

const types: Record<string, RecipientTypeDetails> = {
  room: 'RoomMailbox',
  deleted: 'RoomMailbox',
  equipment: 'EquipmentMailbox',
  shared: 'SharedMailbox',
  user: 'UserMailbox',
  contact: 'MailContact',
  group: 'MailUniversalDistributionGroup',
}

const nullableText = z.string().nullable()

/** Any object to begin with: its kind and address, and whatever differs from the defaults of its kind. */
export const seedSchema = z.strictObject({
  /** `account` is an Entra user without a mailbox; `deleted` a room that was deleted and can be restored. */
  kind: z.enum(['room', 'deleted', 'equipment', 'shared', 'user', 'contact', 'group', 'account']),
  address: z.email(),
  name: z.string().optional(),
  displayName: z.string().optional(),
  password: z.string().optional(),
  licences: z.array(z.enum(skus.map(({ skuPartNumber }) => skuPartNumber))).optional(),
  user: z
    .strictObject({
      userPrincipalName: z.string(),
      accountEnabled: z.boolean(),
      passwordPolicies: nullableText,
      usageLocation: nullableText,
      onPremisesSyncEnabled: z.literal(true),
      createdDateTime: z.iso.datetime(),
      lastPasswordChangeDateTime: z.iso.datetime(),
    })
    .partial()
    .optional(),
  mailbox: z
    .strictObject({
      resourceCapacity: z.int(),
      hiddenFromAddressListsEnabled: z.boolean(),
      mailTip: nullableText,
      isDirSynced: z.boolean(),
      whenCreated: z.iso.datetime(),
    })
    .partial()
    .optional(),
  /** Parameters of Set-CalendarProcessing, Set-Place and Set-MailboxRegionalConfiguration, without the identity. */
  calendar: z.record(z.string(), z.unknown()).optional(),
  place: z.record(z.string(), z.unknown()).optional(),
  region: z.record(z.string(), z.unknown()).optional(),
})

export type Seed = z.infer<typeof seedSchema>

/** Puts it into the tenant, seen by every store at once. Gives false when its address is taken. */
export function seedAccount(world: World, facts: TenantFacts, seed: Seed, at: string): boolean {
  if (findHolder(world, seed.address)) return false
  const { kind } = seed
  const recipient = toRecipient(world, facts, seed, at)
  const settings = readSettings(seed)
  if (kind !== 'account') world.recipients.write(recipient.id, recipient, 'none')
  if (kind !== 'contact' && kind !== 'group') world.users.write(recipient.id, toUser(recipient, seed, at), 'none')
  writeSettings(world, recipient.id, settings)
  writeLicences(world, recipient.id, seed, at)
  if (kind === 'deleted') softDelete(world, recipient.id, at)
  return true
}

function toRecipient(world: World, facts: TenantFacts, seed: Seed, at: string): Recipient {
  const { kind, address, displayName, mailbox } = seed
  const alias = address.slice(0, address.indexOf('@'))
  const { name = displayName ?? alias } = seed
  const draft = draftRecipient(
    world,
    facts,
    { address, name, alias, displayName, type: types[kind] ?? 'UserMailbox' },
    at,
  )
  return { ...draft, ...mailbox } as Recipient
}

function toUser(recipient: Recipient, { user, password }: Seed, at: string): User {
  return { ...draftUser(recipient, at), ...(password && { password: hashOnce(password) }), ...user } as User
}

interface Settings {
  calendar?: Partial<CalendarSettings>
  place?: Partial<PlaceSettings>
  region?: RegionalSettings
}

/** Refuses what the cmdlets would refuse. */
function readSettings(seed: Seed): Settings {
  const Identity = seed.address
  const { Identity: _, ...calendar } = bindParameters('Set-CalendarProcessing', { Identity, ...seed.calendar })
  const { Identity: __, ...place } = bindParameters('Set-Place', { Identity, ...seed.place })
  const { Language = null, TimeZone = null } = bindParameters('Set-MailboxRegionalConfiguration', {
    Identity,
    ...seed.region,
  })
  return {
    ...(seed.calendar && { calendar }),
    ...(seed.place && { place }),
    ...(seed.region && { region: { Language, TimeZone, isFolderNameLocalised: false } }),
  }
}

function writeSettings(world: World, id: string, { calendar, place, region }: Settings): void {
  if (calendar) world.calendars.write(id, calendar, 'none')
  if (place) world.places.write(id, place, 'none')
  if (region) world.regions.write(id, region, 'none')
}

function writeLicences(world: World, id: string, { licences = [] }: Seed, assignedAt: string): void {
  const held = skus.filter(({ skuPartNumber }) => licences.includes(skuPartNumber))
  const assigned: AssignedLicence[] = held.map(({ skuId }) => ({ skuId, disabledPlans: [], assignedAt }))
  if (assigned.length > 0) world.licences.write(id, assigned, 'none')
  for (const { skuId } of assigned) countUnit(world, skuId, 1)
}

const hashes = new Map<string, PasswordHash>()

/** Seeds share few passwords, and a hash is slow on purpose. */
function hashOnce(password: string): PasswordHash {
  const hash = hashes.get(password) ?? hashPassword(password)
  hashes.set(password, hash)
  return hash
}
