import type { TenantFacts } from '../accounts.ts'
import type { Call } from '../call.ts'
import { isVerifiedDomain } from '../domains.ts'
import { bindParameters } from './bindParameters.ts'
import { cmdlets } from './cmdletData.ts'
import type { CmdletName, ParametersOf } from './cmdletData.ts'
import { refuseCmdlet, refuseUnsupported } from './failure.ts'

type Endpoint = 'InvokeCommand' | '$batch' | 'EXOModuleFile'

/** Which of the three endpoints a path names; any other path, version or tenant is refused. */
export function endpointOf({ method, path }: Call, { tenantId }: TenantFacts): Endpoint {
  const { pathname } = new URL(path, 'http://local')
  const [, tenant = '', endpoint] =
    /^\/adminapi\/(?:beta|v1\.0)\/([^/]+)\/(InvokeCommand|\$batch|EXOModuleFile)$/.exec(pathname) ?? []
  const isRightMethod = method === (endpoint === 'EXOModuleFile' ? 'GET' : 'POST')
  if (!endpoint || !isRightMethod) refuseUnsupported(`${method} ${pathname}`)
  if (tenant.toLowerCase() !== tenantId && !isVerifiedDomain(tenant))
    refuseCmdlet(`The tenant ${tenant} is not this one.`)
  return endpoint as Endpoint
}

/** `CmdletInput` of a body: the name that was asked for, known or not. */
export function cmdletNameOf(body: unknown): string {
  const { CmdletInput } = Object(body) as { CmdletInput?: { CmdletName?: unknown } }
  const name = CmdletInput?.CmdletName
  return typeof name === 'string' ? name : ''
}

export function knownCmdlet(name: string): CmdletName | undefined {
  return (Object.keys(cmdlets) as CmdletName[]).find((one) => one.toLowerCase() === name.toLowerCase())
}

/** A cmdlet that does not exist and one that no role gives are not told apart by the service. */
export function findCmdlet(name: string, roles: readonly string[]): CmdletName {
  const known = knownCmdlet(name)
  if (known && cmdlets[known].roles.some((role) => roles.includes(role))) return known
  const text = `The term '${name}' is not recognized as the name of a cmdlet, function, script file, or operable program. Check the spelling of the name, or if a path was included, verify that the path is correct and try again.`
  return refuseCmdlet(text, 'System.Management.Automation.CommandNotFoundException')
}

export interface Invocation<C extends CmdletName = CmdletName> {
  cmdlet: C
  parameters: ParametersOf<C>
  select: string[] | undefined
  skipToken: string | null
  pageSize: number
  anchor: string
}

const usualPageSize = 1000

/** Reads headers, query and parameters of one InvokeCommand. */
export function readInvocation(call: Call, cmdlet: CmdletName, facts: TenantFacts): Invocation {
  const { searchParams } = new URL(call.path, 'http://local')
  const [unknown] = [...searchParams.keys()].filter((name) => !['$select', '$skiptoken'].includes(name))
  if (unknown) refuseUnsupported(`${unknown} of InvokeCommand`)
  checkHeaders(call, cmdlet, facts)
  const { CmdletInput } = call.body as { CmdletInput: { Parameters?: unknown } }
  const [, pageSize] = /odata\.maxpagesize\s*=\s*(\d+)/i.exec(call.headers['prefer'] ?? '') ?? []
  return {
    cmdlet,
    parameters: bindParameters(cmdlet, CmdletInput.Parameters),
    select: searchParams.get('$select')?.split(/\s*,\s*/),
    skipToken: searchParams.get('$skiptoken'),
    pageSize: Number(pageSize ?? usualPageSize),
    anchor: call.headers['x-anchormailbox'] ?? '',
  }
}

/** A mailbox, by the forms that ExoHelper and CIPP send, or the system mailbox of the tenant itself. */
const mailboxAnchor = /^((UPN:|SMTP:)?[^\s:]+@\S+|MBX:\S+|[\da-f-]{36})$/i
const tenantAnchor = /^APP:SystemMailbox\{[\da-f-]{36}\}@(\S+)$/i

function isAnchor(anchor: string, { tenantId }: TenantFacts): boolean {
  const [, tenant] = tenantAnchor.exec(anchor) ?? []
  if (!tenant) return mailboxAnchor.test(anchor)
  return tenant.toLowerCase() === tenantId || isVerifiedDomain(tenant)
}

function checkHeaders({ headers }: Call, cmdlet: CmdletName, facts: TenantFacts): void {
  const { 'x-anchormailbox': anchorMailbox = '', 'x-cmdletname': named, 'x-responseformat': format = 'json' } = headers
  if (!isAnchor(anchorMailbox, facts)) refuseUnsupported(`a request with X-AnchorMailbox "${anchorMailbox}"`)
  if (named && named.toLowerCase() !== cmdlet.toLowerCase())
    refuseUnsupported(`X-CmdletName ${named} with a body for ${cmdlet}`)
  if (format.toLowerCase() !== 'json') refuseUnsupported(`X-ResponseFormat ${format}`)
}
