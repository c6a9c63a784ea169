import { z } from 'zod'
import { cmdlets, knownCmdlet } from '../onPremises/cmdletData.ts'
import type { CmdletName } from '../onPremises/cmdletData.ts'
import type { Parameter } from '../onPremises/parameterTypes.ts'
import { isOfSkypeOnline } from '../skypeOnline/skypeOnlineCmdlets.ts'

/** The same expressions and limits stand in the runbook. */
export const addressShape = /^[^\s@"'`$*]+@[^\s@"'`$*]+$/

export const mostCmdlets = 20

export const requestSchema = z.strictObject({
  address: z.string().regex(addressShape),
  skype: z.literal('online').optional(),
  cmdlets: z
    .array(
      z.strictObject({
        name: z.string(),
        parameters: z.record(z.string(), z.unknown()).optional(),
        secrets: z.record(z.string(), z.string()).optional(),
      }),
    )
    .min(1)
    .max(mostCmdlets),
})

export interface Invocation {
  name: CmdletName
  parameters: Record<string, unknown>
  /** Names of parameters to ids of secret versions. */
  secrets: Record<string, string>
}

export interface RunbookRequest {
  address: string
  /** Everything runs in a session with Skype for Business Online. */
  isOnline: boolean
  invocations: Invocation[]
}

/** What the runbook throws, and so what the job fails with, before anything is done. */
export class RunbookError extends Error {}

const refuse = (text: string): never => {
  throw new RunbookError(`Roomwright: ${text}`)
}

/** Reads it as the runbook does, with its guards: names, targets, filters and secrets. */
export function readRunbookRequest(text: string): RunbookRequest {
  const { success, data } = requestSchema.safeParse(parseJson(text))
  if (!success) return refuse('the request is not of the expected form')
  const { address } = data
  const isOnline = data.skype === 'online'
  const invocations = data.cmdlets.map(({ name, parameters = {}, secrets = {} }) => {
    const known = knownCmdlet(name) ?? refuse(`the cmdlet ${name} is not allowed`)
    const invocation = { name: known, parameters, secrets }
    checkNames(invocation)
    checkIdentity(invocation)
    if (known.startsWith('Get-')) checkReading(invocation)
    else checkTarget(invocation, address)
    checkService(known, isOnline)
    return invocation
  })
  return { address, isOnline, invocations }
}

/** The same names are of two services, which no request mixes. */
function checkService(name: CmdletName, isOnline: boolean): void {
  if (isOnline && !isOfSkypeOnline(name)) refuse(`${name} is not for Skype for Business Online`)
  if (!isOnline && name === 'Get-CsOnlineUser') refuse(`${name} is for Skype for Business Online`)
}

function parseJson(text: string): unknown {
  try {
    return JSON.parse(text)
  } catch {
    return refuse('the request is not JSON')
  }
}

function find<T>(record: Record<string, T>, wanted: string): T | undefined {
  return Object.entries(record).find(([name]) => name.toLowerCase() === wanted.toLowerCase())?.[1]
}

const secretId = /^https?:\/\/[\w.:-]+\/secrets\/[\w-]{1,127}\/\w{32}$/

function checkNames({ name, parameters, secrets }: Invocation): void {
  const rules: Record<string, Parameter> = cmdlets[name].parameters
  for (const parameter of Object.keys(parameters)) {
    if (!isOf(rules, parameter, false)) refuse(`the parameter ${parameter} of ${name} is not allowed`)
  }
  for (const [parameter, id] of Object.entries(secrets)) {
    if (!isOf(rules, parameter, true)) refuse(`the secret ${parameter} of ${name} is not allowed`)
    if (!secretId.test(id)) refuse(`the secret ${parameter} of ${name} is not the id of a secret version`)
  }
}

function isOf(rules: Record<string, Parameter>, name: string, isSecret: boolean): boolean {
  const rule = find(rules, name)
  return rule !== undefined && (rule.type === 'secret') === isSecret
}

/** A wildcard would be everything, and an identity of Active Directory becomes part of a filter. */
function checkIdentity({ name, parameters }: Invocation): void {
  const identity = find(parameters, 'Identity')
  if (identity === undefined) return
  if (typeof identity !== 'string' || identity.includes('*'))
    return refuse(`the Identity of ${name} is not that of one object`)
  if (cmdlets[name].server === 'ActiveDirectory' && !addressShape.test(identity))
    refuse(`the Identity of ${name} is not an address`)
}

/** Readings of the whole organisation are for what is small. */
export const readWhole: readonly CmdletName[] = [
  'Get-ExchangeServer',
  'Get-OrganizationConfig',
  'Get-CsPool',
  'Get-CsOAuthConfiguration',
  'Get-CsDialPlan',
  'Get-CsVoicePolicy',
]
export const filterShape = /^\w+ -eq '(?:[^'`$]|'')+'(?: -or \w+ -eq '(?:[^'`$]|'')+')*$/

function checkReading({ name, parameters }: Invocation): void {
  const filter = find(parameters, 'Filter')
  const isNarrow = [find(parameters, 'Identity'), filter].some(
    (value) => typeof value === 'string' && value.trim() !== '',
  )
  if (!isNarrow && !readWhole.includes(name)) refuse(`${name} needs an Identity or a Filter`)
  if (filter !== undefined && !(typeof filter === 'string' && filterShape.test(filter)))
    refuse(`the filter of ${name} is not of the form Property -eq 'value'`)
}

const ofLists = /-DistributionGroup(?:Member)?$/

/** What is changed or made is the account of the request and no other. */
function checkTarget(invocation: Invocation, address: string): void {
  const { name, parameters } = invocation
  if (ofLists.test(name)) return checkMember(invocation, address)
  const target = name.startsWith('New-') ? 'UserPrincipalName' : 'Identity'
  const given = find(parameters, target)
  // Of a folder the address comes first.
  const isFolder = name === 'Set-MailboxFolderPermission'
  const isOfRoom = isFolder ? startsWith(given, `${address}:`) : isSame(given, address)
  if (!isOfRoom) refuse(`${target} of ${name} is not the address of the request`)
  if (isFolder && !isSame(find(parameters, 'User'), 'Default')) refuse(`User of ${name} is not Default`)
  checkAddresses(invocation, address)
}

function checkAddresses({ name, parameters }: Invocation, address: string): void {
  const primary = find(parameters, 'PrimarySmtpAddress')
  if (primary !== undefined && !isSame(primary, address))
    refuse(`PrimarySmtpAddress of ${name} is not the address of the request`)
  const routing = find(parameters, 'RemoteRoutingAddress')
  if (routing !== undefined && !startsWith(routing, address.slice(0, address.indexOf('@') + 1)))
    refuse(`RemoteRoutingAddress of ${name} does not begin as the address of the request`)
}

/** Into a list, or out of it, goes the room alone; what is made is a list of rooms. */
function checkMember({ name, parameters }: Invocation, address: string): void {
  const isNew = name.startsWith('New-')
  const member = isNew ? 'Members' : 'Member'
  const given = [find(parameters, member)].flat()
  if (given.length !== 1 || !isSame(given[0], address)) refuse(`${member} of ${name} is not the address of the request`)
  if (isNew && find(parameters, 'RoomList') !== true) refuse(`${name} is for room lists alone`)
}

function startsWith(value: unknown, start: string): boolean {
  return typeof value === 'string' && value.toLowerCase().startsWith(start.toLowerCase())
}

function isSame(value: unknown, address: string): boolean {
  return typeof value === 'string' && value.toLowerCase() === address.toLowerCase()
}
