import { randomUUID } from 'node:crypto'
import type { TokenCredential } from '@azure/identity'
import { z } from 'zod'
import type { Clock } from '../clock.ts'
import type { Send } from '../http/outbound.ts'
import { Transient } from '../http/transient.ts'
import { longestWait, readBatch, type BatchItem } from './batch.ts'
import type { Bag } from '../room/snapshot.ts'
import { toResult, type CmdletResult } from './cmdletResult.ts'
import type { Cmdlet, CmdletLister, CmdletRunner } from './cmdletRunner.ts'

export interface ExchangeOptions {
  url: string
  /** What tokens are made for; it goes by the cloud, not by the address. */
  scope: string
  tenantId: string
  credential: TokenCredential
  send: Send
  clock: Clock
}

/** What practice shows to work; Microsoft documents no number. */
const largestBatch = 10

/** Answered only where the mailbox itself is (CIPP, Invoke-EditRoomMailbox.ps1 and Invoke-ListRooms.ps1). */
const atMailbox = [
  'Get-MailboxCalendarConfiguration',
  'Set-MailboxCalendarConfiguration',
  'Get-MailboxFolderStatistics',
  'Set-MailboxFolderPermission',
]

const isAtMailbox = ({ name }: Cmdlet): boolean => atMailbox.includes(name)

/** The mailbox that app-only calls are routed by (the module's own default). */
const systemMailbox = 'SystemMailbox{bb558c35-97f1-4cb9-8ff7-d53741dc928c}'

/**
 * Exchange Online through the endpoint that Microsoft's own PowerShell module uses. It works and is widely used, but it is not a supported public API;
 * docs/microsoft365.md says what that means.
 */
export function makeExchange(options: ExchangeOptions): CmdletRunner & CmdletLister {
  const { url, scope, tenantId, credential, send, clock } = options
  const base = `${url}/adminapi/beta/${tenantId}`
  const post = async (path: string, body: unknown, extra: Record<string, string> = {}): Promise<Response> => {
    const token = await credential.getToken(scope)
    const headers = { ...headersFor(tenantId), authorization: `Bearer ${token?.token}`, ...extra }
    return send({ method: 'POST', url: `${base}/${path}`, headers, body: JSON.stringify(body) })
  }
  const runOne = async (cmdlet: Cmdlet, anchor: Record<string, string>): Promise<CmdletResult> => {
    const headers = { 'x-cmdletname': cmdlet.name, ...anchor }
    const response = await post('InvokeCommand', { CmdletInput: toInput(cmdlet) }, headers)
    return toResult(cmdlet.name, response.status, await readJson(response))
  }
  const runBatch = async (cmdlets: Cmdlet[], anchor: Record<string, string>): Promise<CmdletResult[]> => {
    const requests = cmdlets.map((cmdlet, place) => toBatchItem(base, cmdlet, place))
    const response = await post('$batch', { requests }, anchor)
    const body = await readJson(response)
    return response.ok
      ? toResults(cmdlets, readBatch(body), clock)
      : cmdlets.map(({ name }) => toResult(name, response.status, body))
  }
  const runAll = (cmdlets: Cmdlet[], anchor: Record<string, string> = {}): Promise<CmdletResult[]> =>
    cmdlets.length > 1 ? runBatch(cmdlets, anchor) : Promise.all(cmdlets.map((one) => runOne(one, anchor)))

  return {
    async list(cmdlet, properties) {
      refuseOpenIdentity(cmdlet)
      const body = { CmdletInput: toInput(cmdlet) }
      const first = `InvokeCommand?$select=${properties.join(',')}`
      return listPages(cmdlet.name, (path) => post(path, body, { 'x-cmdletname': cmdlet.name }), first)
    },
    async run(cmdlets, address) {
      for (const cmdlet of cmdlets) refuseOpenIdentity(cmdlet)
      if (cmdlets.length > largestBatch)
        throw new Error(`${cmdlets.length} cmdlets in one batch; ${largestBatch} are allowed`)
      const others = await runAll(cmdlets.filter((cmdlet) => !isAtMailbox(cmdlet)))
      const inside = await runAll(cmdlets.filter(isAtMailbox), { 'x-anchormailbox': `SMTP:${address}` })
      return cmdlets.flatMap((cmdlet) => (isAtMailbox(cmdlet) ? inside : others).shift() ?? [])
    },
  }
}

function toResults(cmdlets: Cmdlet[], items: BatchItem[], clock: Clock): CmdletResult[] {
  const retryAfter = longestWait(items, clock.now())
  return cmdlets.map(({ name }, place) => {
    const item = items.find(({ id }) => id === String(place))
    if (!item) throw new Transient(`Exchange left out the answer to ${name}`, retryAfter)
    return toResult(name, item.status, item.body, retryAfter)
  })
}

const nextShape = z.object({ '@odata.nextLink': z.string().optional() }).catch({})

/** The same request goes to each next link. The link names the host that Microsoft's own module calls; ours is the configured one. */
async function listPages(
  cmdlet: string,
  ask: (path: string) => Promise<Response>,
  first: string,
): Promise<CmdletResult> {
  const found: Bag[] = []
  for (let path: string | undefined = first; path !== undefined;) {
    const response = await ask(path)
    const body = await readJson(response)
    const result = toResult(cmdlet, response.status, body)
    if (result.kind === 'failed') return result
    found.push(...result.value)
    const { '@odata.nextLink': next } = nextShape.parse(body ?? {})
    path = next && `InvokeCommand${new URL(next).search}`
  }
  return { kind: 'ok', value: found }
}

const headersFor = (tenantId: string): Record<string, string> => ({
  'content-type': 'application/json; charset=utf-8',
  'x-anchormailbox': `APP:${systemMailbox}@${tenantId}`,
  'x-responseformat': 'json',
  'x-serializationlevel': 'Partial',
  'client-request-id': randomUUID(),
  prefer: 'odata.maxpagesize=1000;odata.continue-on-error',
})

const toInput = ({ name, parameters }: Cmdlet) => ({ CmdletName: name, Parameters: parameters })

const toBatchItem = (base: string, cmdlet: Cmdlet, place: number) => ({
  id: String(place),
  method: 'POST',
  url: `${base}/InvokeCommand`,
  headers: { 'X-CmdletName': cmdlet.name, 'Content-Type': 'application/json', 'X-ResponseFormat': 'json' },
  body: { CmdletInput: toInput(cmdlet) },
})

/** There is one object of the kind. */
const ofOrganisation = ['Get-OrganizationConfig']

/** With an empty identity Get- cmdlets return every object of the tenant, and what comes first would be taken for the room. */
function refuseOpenIdentity({ name, parameters, secrets }: Cmdlet): void {
  // Passwords are never given to Exchange Online: it would take them only encrypted with a key that is not published.
  if (secrets) throw new Error(`${name} with a secret`)
  if (ofOrganisation.includes(name)) return
  if (name.startsWith('New-') || parameters['Identity'] || parameters['Filter'] || parameters['ResultSize']) return
  throw new Error(`${name} without an identity would mean every object`)
}

async function readJson(response: Response): Promise<unknown> {
  const text = await response.text()
  try {
    return text === '' ? undefined : JSON.parse(text)
  } catch {
    // A refusal says enough by its status; anything else that is no JSON comes from something in between.
    if (response.status >= 400 && response.status < 500) return undefined
    throw new Transient(`Exchange answered ${response.status} with something that is not JSON`)
  }
}
