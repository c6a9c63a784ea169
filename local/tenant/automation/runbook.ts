import type { Fault } from '../faults.ts'
import { bindParameters } from '../onPremises/bindParameters.ts'
import { failNoIdentity } from '../onPremises/activeDirectoryCmdlets.ts'
import type { CmdletFunction, OnPremisesView } from '../onPremises/cmdlet.ts'
import { cmdlets } from '../onPremises/cmdletData.ts'
import type { CmdletName } from '../onPremises/cmdletData.ts'
import { cmdletFunctions } from '../onPremises/cmdletFunctions.ts'
import { distinguishedName, findByAddress } from '../onPremises/directory.ts'
import type { DirectoryObject } from '../onPremises/directory.ts'
import { CmdletFailure, fail } from '../onPremises/failure.ts'
import { findRecipient } from '../onPremises/findObjects.ts'
import { skypeOnlineFunctions, type OnlineFunction } from '../skypeOnline/skypeOnlineCmdlets.ts'
import type { World } from '../world.ts'
import type { Invocation } from './runbookRequest.ts'

export type Result =
  | { kind: 'ok'; value: object[] }
  | { kind: 'failed'; class: string; text: string }
  | { kind: 'skipped' }

/** One cmdlet as the runbook runs it: the guard on the account first, then the server, then only the listed properties. */
export function runCmdlet(
  { name, parameters }: Invocation,
  secrets: Record<string, string>,
  address: string,
  view: OnPremisesView,
  fault: Fault['do'] | undefined,
): Result {
  return perform(name, fault, () => {
    if (!name.startsWith('Get-')) refusePrivileged(view, address)
    if (/^(?:Add|Remove)-DistributionGroupMember$/.test(name)) refuseOtherGroup(view, String(parameters['Identity']))
    const run = cmdletFunctions[name as keyof typeof cmdletFunctions] as CmdletFunction<CmdletName>
    return run(bindParameters(name, { ...withNames(name, parameters, view), ...secrets }), view)
  })
}

/** One cmdlet in the session with Skype for Business Online. */
export const runOnline = ({ name, parameters }: Invocation, world: World, fault: Fault['do'] | undefined): Result =>
  perform(name, fault, () => {
    const run = skypeOnlineFunctions[name as keyof typeof skypeOnlineFunctions] as OnlineFunction<CmdletName>
    return run(bindParameters(name, parameters), world)
  })

function perform(name: CmdletName, fault: Fault['do'] | undefined, run: () => object[]): Result {
  try {
    failAsTold(fault)
    const found = run()
    if (fault?.kind === 'lostAnswer') return failed(lostSession)
    const shown = cmdlets[name].shows as readonly string[]
    return { kind: 'ok', value: shown.length === 0 ? [] : found.map((object) => pick(object, shown)) }
  } catch (error) {
    if (error instanceof CmdletFailure) return failed(error)
    throw error
  }
}

function failed({ failureClass, message }: CmdletFailure): Result {
  return { kind: 'failed', class: failureClass, text: message }
}

/** Every listed property, as Select-Object gives them: null where the server has none. */
function pick(object: object, names: readonly string[]): object {
  return Object.fromEntries(names.map((name) => [name, (object as Record<string, unknown>)[name] ?? null]))
}

/** A connection that breaks while a cmdlet runs: whether it was done is not known. */
const lostSession = new CmdletFailure(
  'PSRemotingTransportException',
  'Processing data for a remote command failed with the following error message: The WinRM client cannot complete the operation within the time specified.',
)

function failAsTold(fault: Fault['do'] | undefined): void {
  if (fault?.kind === 'fail') fail(fault.class, fault.text)
  if (fault?.kind === 'dropBefore') throw lostSession
}

/** Active Directory's cmdlets take no principal name: the runbook names the account of the address instead. */
function withNames(
  name: CmdletName,
  parameters: Record<string, unknown>,
  view: OnPremisesView,
): Record<string, unknown> {
  const { server } = cmdlets[name]
  const key = Object.keys(parameters).find((one) => one.toLowerCase() === 'identity')
  if (!key || (server !== 'ActiveDirectory' && server !== 'Runbook')) return parameters
  const identity = String(parameters[key])
  return { ...parameters, [key]: distinguishedName(findAccount(view, identity) ?? failNoIdentity(identity)) }
}

function findAccount({ directory }: OnPremisesView, address: string): DirectoryObject | undefined {
  const [user, another] = findByAddress(directory, address).filter(({ account }) => account)
  if (another)
    fail('Roomwright.AmbiguousAddress', `More than one account of Active Directory has the address ${address}.`)
  return user
}

function refusePrivileged(view: OnPremisesView, address: string): void {
  if (findAccount(view, address)?.account?.adminCount !== 1) return
  fail(
    'Roomwright.PrivilegedAccount',
    `The account of ${address} is or was a member of a protected group; nothing is done to it.`,
  )
}

/** Rights come from groups: a room goes into lists of rooms alone. */
function refuseOtherGroup(view: OnPremisesView, identity: string): void {
  if (findRecipient(view, identity).recipient?.type === 'RoomList') return
  fail('Roomwright.NoRoomList', `${identity} is no room list; nothing is done to it.`)
}
