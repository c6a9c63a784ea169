import { findHolder } from '../accounts.ts'
import { fail, failUnsupported } from '../onPremises/failure.ts'
import type { CmdletName, ParametersOf } from '../onPremises/cmdletData.ts'
import { parseFilter } from '../onPremises/cmdlet.ts'
import { skuOf } from '../subscriptions.ts'
import type { User, World } from '../world.ts'

/** A room as Skype for Business Online has it; a user without a row lives in the pool of the tenant. */
export interface SkypeOnlineRoom {
  registrarPool: string
  sipAddress: string
  enterpriseVoice: boolean
  lineUri: string | null
}

/** The first is where users live; the name is that of Microsoft's page on Skype Room System accounts. */
const pools = ['sippoolbl20a04.infra.lync.com', 'sippoolbl20b05.infra.lync.com']

/** What the connector of Skype for Business Online said where nothing answered (o365soa/soa, issue 19). */
export const goneText = (domain: string): string => `The remote name could not be resolved: 'lyncdiscover.${domain}'`

type Names =
  | 'Get-CsOnlineUser'
  | 'Get-CsMeetingRoom'
  | 'Enable-CsMeetingRoom'
  | 'Set-CsMeetingRoom'
  | 'Disable-CsMeetingRoom'
export type OnlineFunction<C extends CmdletName> = (parameters: ParametersOf<C>, world: World) => object[]

function failNoObject(identity: string): never {
  fail('ManagementObjectNotFoundException', `Management object not found for identity "${identity}".`)
}

/** Skype takes up an account some time after it got a licence with Plan 2 in it. */
function isTakenUp({ licences, inherited }: World, id: string): boolean {
  const held = [
    ...(licences.seen(id, 'skypeOnline') ?? []),
    ...(inherited.seen(id, 'skypeOnline') ?? []).filter(({ state }) => state === 'Active'),
  ]
  return held.some(({ skuId }) => skuOf(skuId)?.plans.some((plan) => plan.startsWith('MCOSTANDARD')))
}

function findUser(world: World, identity: string): User {
  const id = findHolder(world, identity.replace(/^sip:/i, ''))
  const user = id !== undefined && isTakenUp(world, id) ? world.users.truth(id) : undefined
  return user ?? failNoObject(identity)
}

const roomOf = (world: World, { id }: User): SkypeOnlineRoom | undefined => world.skypeRooms.get(id)

function findRoom(world: World, identity: string): { user: User; room: SkypeOnlineRoom } {
  const user = findUser(world, identity)
  return { user, room: roomOf(world, user) ?? failNoObject(identity) }
}

function show(world: World, user: User): Record<string, unknown> {
  const room = roomOf(world, user)
  return {
    Identity: user.id,
    DisplayName: user.displayName,
    SipAddress: room?.sipAddress ?? `sip:${user.userPrincipalName}`,
    UserPrincipalName: user.userPrincipalName,
    Enabled: true,
    RegistrarPool: room?.registrarPool ?? pools[0],
    EnterpriseVoiceEnabled: room?.enterpriseVoice ?? false,
    LineURI: room?.lineUri ?? null,
  }
}

function listUsers(world: World, filter: string): object[] {
  const [criterion, ...others] = parseFilter(filter) ?? []
  if (!criterion || others.length > 0 || !/^(?:RegistrarPool|LineURI)$/i.test(criterion.property))
    failUnsupported(`the filter ${filter}`)
  const wanted = criterion.value.toLowerCase()
  const property = /^LineURI$/i.test(criterion.property) ? 'LineURI' : 'RegistrarPool'
  return world.users
    .ids()
    .filter((id) => isTakenUp(world, id))
    .flatMap((id) => world.users.truth(id) ?? [])
    .map((user) => show(world, user))
    .filter((shown) => String(shown[property]).toLowerCase() === wanted)
}

/** Cmdlets of the remote session with Skype for Business Online, as far as rooms took them. */
export const skypeOnlineFunctions: { [C in Names]: OnlineFunction<C> } = {
  'Get-CsOnlineUser': ({ Identity, Filter }, world) =>
    Identity ? [show(world, findUser(world, Identity))] : listUsers(world, Filter ?? ''),
  'Get-CsMeetingRoom': ({ Identity }, world) => [show(world, findRoom(world, Identity ?? '').user)],
  'Enable-CsMeetingRoom': ({ Identity, RegistrarPool, SipAddressType }, world) => {
    const user = findUser(world, Identity ?? '')
    const registrarPool = RegistrarPool?.toLowerCase() ?? ''
    if (!pools.includes(registrarPool))
      fail(
        'InvalidOperationException',
        `Cannot find Registrar pool. Verify "${RegistrarPool}" is a valid Registrar pool.`,
      )
    if (SipAddressType !== 'EmailAddress') failUnsupported('a SIP address other than the e-mail address')
    const sipAddress = `sip:${user.mail ?? user.userPrincipalName}`
    put(world, user, { registrarPool, sipAddress, enterpriseVoice: false, lineUri: null })
    return []
  },
  'Set-CsMeetingRoom': ({ Identity, SipAddress, EnterpriseVoiceEnabled, LineURI }, world) => {
    const { user, room } = findRoom(world, Identity ?? '')
    put(world, user, {
      ...room,
      sipAddress: SipAddress ?? room.sipAddress,
      enterpriseVoice: EnterpriseVoiceEnabled ?? room.enterpriseVoice,
      lineUri: LineURI === undefined ? room.lineUri : LineURI || null,
    })
    return []
  },
  'Disable-CsMeetingRoom': ({ Identity }, world) => {
    world.skypeRooms.remove(findRoom(world, Identity ?? '').user.id)
    world.noteChange()
    return []
  },
}

function put(world: World, { id }: User, room: SkypeOnlineRoom): void {
  if (JSON.stringify(world.skypeRooms.get(id)) === JSON.stringify(room)) return
  world.skypeRooms.put(id, room)
  world.noteChange()
}

export const isOfSkypeOnline = (name: CmdletName): name is Names => Object.hasOwn(skypeOnlineFunctions, name)
