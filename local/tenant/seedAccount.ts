import { z } from 'zod'
import { draftRecipient, draftUser, findHolder, isDeleted, softDelete } from './accounts.ts'
import type { TenantFacts } from './accounts.ts'
import { directoryRoles } from './directoryRoles.ts'
import { bindParameters } from './exchange/bindParameters.ts'
import type { CalendarSettings, PlaceSettings } from './exchange/cmdletData.ts'
import { hashPassword } from './password.ts'
import type { PasswordHash } from './password.ts'
import { countingUnits } from './licenceUnits.ts'
import { kindOf, seedKindNames } from './seedKinds.ts'
import { skus } from './skuData.ts'
import type { Meeting } from './meetings.ts'
import type { AssignedLicence, Recipient, RegionalSettings, User, World } from './world.ts'

const moment = z.iso.datetime({ offset: true })
const nullableText = z.string().nullable()

/** Any object to begin with: its kind and address, and whatever differs from the defaults of its kind. */
export const seedSchema = z.strictObject({
  kind: z.enum(seedKindNames),
  address: z.email(),
  name: z.string().optional(),
  displayName: z.string().optional(),
  password: z.string().optional(),
  /** Address of an account that is there already. */
  manager: z.email().optional(),
  /** Since when; `true` is now. More than 30 days ago, it is gone for ever. */
  deleted: z.union([z.literal(true), z.iso.datetime()]).optional(),
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
      givenName: nullableText,
      surname: nullableText,
      jobTitle: nullableText,
      department: nullableText,
      employeeId: nullableText,
      mobilePhone: nullableText,
      directoryRoles: z.array(z.enum(Object.keys(directoryRoles))),
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
  meetings: z
    .array(z.strictObject({ subject: z.string(), organizer: z.email(), start: moment, end: moment }))
    .optional(),
  /** Parameters of Set-CalendarProcessing, Set-Place and Set-MailboxRegionalConfiguration, without the identity. */
  calendar: z.record(z.string(), z.unknown()).optional(),
  place: z.record(z.string(), z.unknown()).optional(),
  region: z.record(z.string(), z.unknown()).optional(),
})

export type Seed = z.infer<typeof seedSchema>

/** Puts it into the tenant, seen by every store at once. Gives its id, or nothing when what is not deleted has the address. */
export function seedAccount(world: World, facts: TenantFacts, seed: Seed, at: string): string | undefined {
  const holder = findHolder(world, seed.address)
  if (holder && !isDeleted(world, holder)) return undefined
  const { type, hasUser } = kindOf(seed.kind)
  const { deleted = seed.kind === 'deleted' } = seed
  if (deleted && !hasUser) throw new Error(`a ${seed.kind} is not deleted softly: leave deleted out`)
  const recipient = toRecipient(world, facts, seed, at)
  const settings = readSettings(seed)
  const user = toUser(world, recipient, seed, at)
  if (type) world.recipients.write(recipient.id, recipient, 'none')
  if (hasUser) world.users.write(recipient.id, user, 'none')
  writeSettings(world, recipient.id, settings)
  writeLicences(world, recipient.id, seed, at)
  if (deleted) softDelete(world, recipient.id, deleted === true ? at : deleted)
  return recipient.id
}

function findManager(world: World, address: string): string {
  const id = findHolder(world, address)
  if (!id || !world.users.truth(id)) throw new Error(`there is no account ${address} to be the manager`)
  return id
}

function toRecipient(world: World, facts: TenantFacts, seed: Seed, at: string): Recipient {
  const { kind, address, displayName, mailbox } = seed
  const alias = address.slice(0, address.indexOf('@'))
  const { name = displayName ?? alias } = seed
  const draft = draftRecipient(
    world,
    facts,
    { address, name, alias, displayName, type: kindOf(kind).type ?? 'UserMailbox' },
    at,
  )
  return { ...draft, ...mailbox } as Recipient
}

/** Blocked, as such accounts are made (learn, microsoftteams/manage-resource-accounts); Teams knows them by the department. */
const attendant = { accountEnabled: false, department: 'Microsoft Communication Application Instance' }

function toUser(world: World, recipient: Recipient, { kind, user, password, manager }: Seed, at: string): User {
  return {
    ...draftUser(recipient, at),
    ...(kind === 'attendant' && attendant),
    ...(password && { password: hashOnce(password) }),
    ...(manager && { managerId: findManager(world, manager) }),
    ...user,
  } as User
}

interface Settings {
  calendar?: Partial<CalendarSettings>
  place?: Partial<PlaceSettings>
  region?: RegionalSettings
  meetings?: Meeting[]
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
    ...(seed.meetings && { meetings: seed.meetings }),
    ...(seed.region && { region: { Language, TimeZone, isFolderNameLocalised: false } }),
  }
}

function writeSettings(world: World, id: string, { calendar, place, region, meetings }: Settings): void {
  if (calendar) world.calendars.write(id, calendar, 'none')
  if (place) world.places.write(id, place, 'none')
  if (region) world.regions.write(id, region, 'none')
  if (meetings) world.meetings.write(id, meetings, 'none')
}

function writeLicences(world: World, id: string, { kind, licences }: Seed, assignedAt: string): void {
  const wanted = licences ?? (kind === 'attendant' ? ['PHONESYSTEM_VIRTUALUSER'] : [])
  const held = skus.filter(({ skuPartNumber }) => wanted.includes(skuPartNumber))
  const assigned: AssignedLicence[] = held.map(({ skuId }) => ({ skuId, disabledPlans: [], assignedAt }))
  if (assigned.length > 0) countingUnits(world, id, () => world.licences.write(id, assigned, 'none'))
}

const hashes = new Map<string, PasswordHash>()

/** Seeds share few passwords, and a hash is slow on purpose. */
function hashOnce(password: string): PasswordHash {
  const hash = hashes.get(password) ?? hashPassword(password)
  hashes.set(password, hash)
  return hash
}
