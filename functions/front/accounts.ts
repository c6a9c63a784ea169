import { promisify } from 'node:util'
import { gzip } from 'node:zlib'
import Papa from 'papaparse'
import type { HttpRequest, HttpResponseInit } from '@azure/functions'
import type { Clock } from '../../shared/clock.ts'
import { etagOf, isKnown, json, notModified, type Door } from '../../shared/http/edge.ts'
import type { SignIn } from '../../shared/http/signIn.ts'
import { Problem } from '../../shared/room/problems.ts'
import { viewAccount } from '../../shared/room/estate/accountView.ts'
import { toExportRow } from '../../shared/room/estate/exportFile.ts'
import { paperLicencesOf } from '../../shared/room/capabilities.ts'
import { address } from '../../shared/room/request.ts'
import type { RoomAccounts } from '../../shared/store/accounts.ts'
import type { SkypeRooms } from '../../shared/store/skypeRooms.ts'
import type { Audit } from '../../shared/store/audit.ts'
import type { EstateReader } from '../access/estateReader.ts'

interface Needs {
  signIn: SignIn
  clock: Clock
  estate: EstateReader
  accounts: Pick<RoomAccounts, 'read'>
  skypeRooms: Pick<SkypeRooms, 'find'>
  audit: Pick<Audit, 'ofAccount'>
}

/** GET /api/accounts: every room account, short; the browser searches, sorts and filters. */
export const listAccounts = ({ signIn, estate }: Needs): Door => ({
  name: 'listAccounts',
  route: 'api/accounts',
  methods: ['GET'],
  handler: async function listAccounts(request) {
    await signIn(request.headers, ['Administrator', 'Reader'])
    const body = JSON.stringify({ accounts: await estate.list('accounts-not-loaded') })
    return compressed(request, body, { 'content-type': 'application/json' })
  },
})

/** GET /api/accounts/export?format=csv|json: the list as a file. Cells that a spreadsheet would run as formulas are kept as text. */
export const exportAccounts = ({ signIn, clock, estate }: Needs): Door => ({
  name: 'exportAccounts',
  route: 'api/export/accounts',
  methods: ['GET'],
  handler: async function exportAccounts(request) {
    await signIn(request.headers, ['Administrator', 'Reader'])
    const format = request.query.get('format') ?? 'csv'
    if (format !== 'csv' && format !== 'json')
      throw new Problem('request-invalid', {}, [{ path: 'format', detail: 'must be csv or json' }])
    const accounts = await estate.list('export-failed')
    const today = clock.now().toISOString().slice(0, 10)
    const rows = accounts.map((account) => toExportRow(account, today))
    // With its mark, Excel reads the file as UTF-8.
    const body = format === 'json' ? JSON.stringify(accounts) : `\uFEFF${Papa.unparse(rows, { escapeFormulae: true })}`
    const type = format === 'json' ? 'application/json' : 'text/csv; charset=utf-8'
    const disposition = `attachment; filename="room-accounts-${today}.${format}"`
    return compressed(request, body, { 'content-type': type, 'content-disposition': disposition })
  },
})

/** GET /api/accounts/{address}: all that is known of one account, and what was changed here. */
export const readAccount = ({ signIn, clock, accounts, skypeRooms, audit }: Needs): Door => ({
  name: 'readAccount',
  route: 'api/accounts/{address}',
  methods: ['GET'],
  handler: async function readAccount(request) {
    await signIn(request.headers, ['Administrator', 'Reader'])
    const text = request.params['address'] ?? ''
    const { data } = address.safeParse(text)
    const account = data === undefined ? undefined : await accounts.read(data)
    if (!account) throw new Problem('account-unknown', { account: text.slice(0, 113) })
    const history = (await audit.ofAccount(account.address)).toSorted((one, other) => (one.at > other.at ? -1 : 1))
    const today = clock.now().toISOString().slice(0, 10)
    const onServer = await skypeRooms.find(account.address)
    const paperLicences = onServer ? paperLicencesOf(onServer) : []
    const view = { ...viewAccount(account, today), paperLicences, history: history.slice(0, mostHistory) }
    const etag = etagOf(JSON.stringify(view))
    if (isKnown(request, etag)) return notModified(etag)
    return json(200, view, { etag, 'cache-control': 'private, no-cache' })
  },
})

const mostHistory = 100

const zip = promisify(gzip)

/** Ten thousand accounts are some megabytes of JSON, and a tenth of it on the way. */
async function compressed(request: HttpRequest, body: string, own: Record<string, string>): Promise<HttpResponseInit> {
  const etag = etagOf(body)
  if (isKnown(request, etag)) return notModified(etag)
  const headers = { ...own, 'cache-control': 'private, no-cache', etag, vary: 'accept-encoding' }
  if (!/\bgzip\b/.test(request.headers.get('accept-encoding') ?? '')) return { status: 200, headers, body }
  return { status: 200, headers: { ...headers, 'content-encoding': 'gzip' }, body: await zip(body) }
}
