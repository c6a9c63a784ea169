import { setImmediate } from 'node:timers/promises'
import type { Bookings } from '../../shared/microsoft365/bookings.ts'
import type { Effect, Failed } from '../../shared/microsoft365/effect.ts'
import type { Rooms } from '../../shared/microsoft365/rooms.ts'
import type { AccessReading } from '../../shared/microsoft365/signIn.ts'
import type { LicenceChange } from '../../shared/microsoft365/users.ts'
import { Transient } from '../../shared/http/transient.ts'
import { neverExpires } from '../../shared/room/settings/account.ts'
import type { LoggedSignIn } from '../../shared/room/signInErrors.ts'
import type { Platform, Reading, SignInReadings, Trial } from '../../shared/room/signIn.ts'
import type { Sku, Snapshot, User } from '../../shared/room/snapshot.ts'
import { memoryCalendars } from './memoryCalendars.ts'
import { start } from './records.ts'
import { aSku, newRoom, nothingThere } from './snapshots.ts'

type Call = keyof Rooms
type Fault = Failed | Transient

const partOf: Record<string, 'calendar' | 'place' | 'regional'> = {
  'Set-CalendarProcessing': 'calendar',
  'Set-Place': 'place',
  'Set-MailboxRegionalConfiguration': 'regional',
}

/** Microsoft 365 as the steps see it: what was written is read, and units of licences run out. Every call is noted. */
export function memoryTenant() {
  const rooms = new Map<string, Snapshot>()
  const skus: Sku[] = [aSku()]
  const calls: Call[] = []
  const passwords = new Map<string, string>()
  const faults: Partial<Record<Call, Fault[]>> = {}

  const begin = async (call: Call): Promise<Failed | undefined> => {
    await setImmediate()
    calls.push(call)
    const fault = faults[call]?.shift()
    if (fault instanceof Transient) throw fault
    return fault
  }
  const at = (address: string): Snapshot => ({ ...(rooms.get(address) ?? nothingThere({ address })), skus })
  const byUser = (userId: string): Snapshot & { user: User } => {
    const found = [...rooms.values()].find(({ user }) => user?.id === userId)
    if (!found?.user) throw new Error(`no user ${userId}`)
    return { ...found, user: found.user }
  }
  const setUser = (userId: string, changes: Partial<User>): User => {
    const room = byUser(userId)
    const user = { ...room.user, ...changes }
    rooms.set(room.address, { ...room, user })
    return user
  }

  /** All or nothing; adding one that the user has costs nothing, and one that it has not need not be taken away. */
  const changeLicences = (userId: string, { add, remove }: LicenceChange): Effect => {
    const held = byUser(userId).user.licences
    const has = (skuId: string): boolean => held.some((licence) => licence.skuId === skuId)
    const more = skus.filter(({ skuId }) => add.includes(skuId) && !has(skuId))
    if (more.length < add.filter((skuId) => !has(skuId)).length || more.some(({ free }) => free < 1))
      return { kind: 'failed', reason: 'no-unit-free', text: 'no available licenses' }
    for (const sku of more) sku.free--
    for (const sku of skus) if (remove.includes(sku.skuId) && has(sku.skuId)) sku.free++
    const kept = held.filter(({ skuId }) => !remove.includes(skuId) && !add.includes(skuId))
    setUser(userId, { licences: [...kept, ...add.map((skuId) => ({ skuId, state: 'Active' }))] })
    return { kind: 'done' }
  }

  const calendars = memoryCalendars(at)
  const bookings: Bookings = {
    book: async (booking) => (await begin('book')) ?? calendars.service.book(booking),
    listMeetings: async (...asked) => (await begin('listMeetings')) ?? calendars.service.listMeetings(...asked),
    readAnswer: async (...asked) => (await begin('readAnswer')) ?? calendars.service.readAnswer(...asked),
    callOff: async (...asked) => (await begin('callOff')) ?? calendars.service.callOff(...asked),
    readIsFree: async (...asked) => (await begin('readIsFree')) ?? calendars.service.readIsFree(...asked),
  }

  /** Of the only room that has one. */
  const phone = { number: '' }
  const open: AccessReading = { policies: { value: [] }, isByPlatform: false }
  const signIn: {
    readings: SignInReadings
    access: Record<Platform, AccessReading>
    trial: Reading<Trial>
    log: LoggedSignIn[]
  } = {
    readings: {},
    access: { windows: open, android: open },
    trial: { value: { isSignedIn: true, reason: 'unknown' } },
    log: [],
  }
  const service: Rooms = {
    ...bookings,
    readInRoomFinder: async (address) => (await begin('readInRoomFinder')) ?? { isThere: rooms.has(address) },
    within: () => service,
    stopJob: async () => true,
    listRooms: async () =>
      [...rooms.values()].map(({ address, mailbox }) => ({ address, name: String(mailbox?.['DisplayName'] ?? '') })),
    listEstate: async () =>
      (await begin('listEstate')) ??
      [...rooms.values()]
        .filter(({ holder }) => holder?.type === 'RoomMailbox')
        .map(({ address, mailbox = {}, place }) => ({ address, mailbox, ...(place && { place }) })),
    lookAt: async (listed) =>
      (await begin('lookAt')) ??
      listed.map(({ address }) =>
        rooms.has(address)
          ? { snapshot: structuredClone(at(address)), faults: [] }
          : { snapshot: nothingThere({ address }), faults: [], isGone: true },
      ),
    configureTeams: async (_, { unassign }) => {
      const fault = await begin('configureTeams')
      if (!fault && unassign === phone.number) phone.number = ''
      return fault ?? { kind: 'done' }
    },
    readNumber: async () => (await begin('readNumber')) ?? { number: phone.number },
    readOrder: async () => (await begin('readOrder')) ?? { kind: 'done' },
    readSignIn: async (_, platform) => {
      const fault = await begin('readSignIn')
      if (fault) throw new Error(`${platform}: a reading has no failure of its own`)
      return { readings: signIn.readings, access: signIn.access[platform] }
    },
    readAccess: async (_, platform) => {
      await begin('readAccess')
      return signIn.access[platform]
    },
    readSignInLog: async () => (await begin('readSignInLog')) ?? signIn.log,
    readInside: async (_, { version }) => {
      await begin('readInside')
      return version === undefined ? {} : { trial: signIn.trial }
    },
    readGroup: async () => (await begin('readGroup')) ?? { name: 'Room licences' },
    addMember: async () => (await begin('addMember')) ?? { kind: 'done' },
    async deleteAccount(userId) {
      const fault = await begin('deleteAccount')
      if (fault) return fault
      const found = [...rooms.values()].find(({ user }) => user?.id === userId)
      if (!found) return { kind: 'done' }
      for (const sku of skus) if (found.user?.licences.some(({ skuId }) => skuId === sku.skuId)) sku.free++
      const deleted = { userId, type: found.holder?.type ?? '', name: found.holder?.name ?? '' }
      rooms.set(found.address, nothingThere({ address: found.address, deleted }))
      return { kind: 'done' }
    },
    restore: async () => (await begin('restore')) ?? { kind: 'done' },
    enableMailbox: async () => (await begin('enableMailbox')) ?? { kind: 'done' },
    read: async ({ address }) => (await begin('read')) ?? structuredClone(at(address)),
    async create({ address, displayName }) {
      const fault = await begin('create')
      if (fault) return fault
      if (rooms.get(address)?.holder)
        return { kind: 'failed', reason: 'taken', text: 'The proxy address is already being used' }
      const { mailbox = {}, user, ...rest } = newRoom({ address })
      rooms.set(address, {
        ...rest,
        mailbox: { ...mailbox, DisplayName: displayName, PrimarySmtpAddress: address },
        ...(user && { user: { ...user, upn: address, id: `user-${rooms.size + 1}` } }),
      })
      return { kind: 'done' }
    },
    async configure({ address }, writes) {
      const fault = await begin('configure')
      if (fault) return fault
      const room = at(address)
      for (const { cmdlet, parameters } of writes) {
        const part = partOf[cmdlet]
        if (part) room[part] = { ...room[part], ...parameters }
      }
      rooms.set(address, room)
      return { kind: 'done' }
    },
    async prepareAccount({ userId = '' }, { password, ...profile }) {
      const fault = await begin('prepareAccount')
      if (fault) return fault
      if (password !== undefined) passwords.set(userId, password.value.reveal())
      const user = setUser(userId, { ...profile, ...(password !== undefined && { passwordChangedAt: start }) })
      return { ...user, neverExpires: neverExpires(user.passwordPolicies) }
    },
    async setEnabled({ userId = '' }, isEnabled): Promise<Effect> {
      const fault = await begin('setEnabled')
      if (!fault) setUser(userId, { isEnabled })
      return fault ?? { kind: 'done' }
    },
    listLicences: async () => (await begin('listLicences')) ?? structuredClone(skus),
    readLicences: async (userId) =>
      (await begin('readLicences')) ?? structuredClone({ user: byUser(userId).user, skus }),
    changeLicences: async (userId, change) => (await begin('changeLicences')) ?? changeLicences(userId, change),
  }
  return {
    rooms: service,
    /** What is read about the sign-in of every room; nothing is in the way unless a test says so. */
    signIn,
    calls,
    calendars,
    phone,
    /** What each user signs in with. */
    passwords,
    writes: () => calls.filter((call) => !/^(list|look|read|try)/.test(call)),
    at,
    take: (address: string) => void rooms.delete(address),
    put: (room: Snapshot) => void rooms.set(room.address, room),
    setSkus: (...owned: Sku[]) => void skus.splice(0, skus.length, ...owned),
    /** The next calls of a kind fail so, one after the other. */
    fail: (call: Call, ...with_: Fault[]) => void (faults[call] = [...(faults[call] ?? []), ...with_]),
    count: () => rooms.size,
  }
}
