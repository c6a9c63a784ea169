import { execFile } from 'node:child_process'
import { readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { TableClient } from '@azure/data-tables'
import { afterAll, afterEach, beforeAll, describe, expect, test } from 'vitest'
import { aRoom, observe, type Observer } from '../kit/observe.ts'
import { startStack, type TestStack } from '../kit/stack.ts'

/** What an administrator runs: the grants, and the doctor that looks at them. */
let stack: TestStack
let see: Observer
let env: Record<string, string>
let usual: Grants
let principalId: string

interface Grants {
  graph: string[]
  exchange: string[]
  exchangeRoles: string[]
  administrator: string[]
}

beforeAll(async () => {
  stack = await startStack()
  see = observe(stack)
  const { tenant, vault, site } = stack.stack
  const { identityHeader } = JSON.parse(readFileSync(join(stack.home, 'secrets.json'), 'utf8')) as Record<
    string,
    string
  >
  const identity = { IDENTITY_ENDPOINT: `${tenant}/msi/token`, IDENTITY_HEADER: identityHeader ?? '' }
  const { tid, oid } = await readToken(identity)
  principalId = oid
  env = {
    ...identity,
    PATH: process.env['PATH'] ?? '',
    ROOMWRIGHT_TENANT_ID: tid,
    ROOMWRIGHT_DOMAIN: 'contoso.onmicrosoft.com',
    ROOMWRIGHT_BUS: `Endpoint=sb://127.0.0.1:${stack.port + 2};SharedAccessKeyName=k;SharedAccessKey=k`,
    ROOMWRIGHT_TABLES: stack.tables,
    ROOMWRIGHT_SITE: site,
    ROOMWRIGHT_VAULT_URL: vault,
    ROOMWRIGHT_FRONT_VAULT_URL: vault,
    ROOMWRIGHT_BACK_VAULT_URL: vault,
    ROOMWRIGHT_GRAPH_URL: tenant,
    ROOMWRIGHT_EXCHANGE_URL: tenant,
  }
  usual = await see.tenant<Grants>('/grants', 'PUT', {})
})
afterAll(() => stack.stop())
afterEach(async () => {
  await see.tenant('/grants', 'PUT', usual)
  await see.tenant('/faults', 'DELETE')
})

async function readToken({
  IDENTITY_ENDPOINT,
  IDENTITY_HEADER,
}: Record<'IDENTITY_ENDPOINT' | 'IDENTITY_HEADER', string>) {
  const url = `${IDENTITY_ENDPOINT}?api-version=2019-08-01&resource=https://graph.microsoft.com`
  const answer = await fetch(url, { headers: { 'x-identity-header': IDENTITY_HEADER } })
  const { access_token: token } = (await answer.json()) as { access_token: string }
  return JSON.parse(Buffer.from(token.split('.')[1] ?? '', 'base64url').toString()) as { tid: string; oid: string }
}

const escaped = (text: string): string => text.replaceAll(/[.*+?^${}()|[\]\\]/g, String.raw`\$&`)

interface Ended {
  code: number
  out: string
}

const run = (script: string, args: string[], more: Record<string, string>): Promise<Ended> =>
  new Promise((resolve) => {
    execFile(process.execPath, [script, ...args], { env: { ...env, ...more } }, (error, stdout, stderr) =>
      resolve({ code: error ? Number(error.code) : 0, out: stdout + stderr }),
    )
  })

/** As an administrator who is signed in, with what azd knows. */
const asAdministrator = () => ({ AZURE_CLIENT_ID: 'administrator', ROOMWRIGHT_BACK_PRINCIPAL_ID: principalId })
const grants = (args: string[] = [], more: Record<string, string> = {}) =>
  run('infra/grants/main.ts', args, { ...asAdministrator(), ...more })
const change = (grants: Partial<Grants>) => see.tenant('/grants', 'PUT', grants)
const without = (list: string[], name: string) => list.filter((one) => one !== name)
const held = () => see.tenant<Grants>('/grants', 'PUT', {})
/** Changes in the directory; those of the service that works meanwhile are of other kinds. */
const writes = () =>
  see
    .journal()
    .filter(({ method, url, effect }) => effect && method !== 'GET' && /applications|servicePrincipals/i.test(url))
    .length
const linesOf = ({ out }: Ended, state: string) =>
  out
    .split('\n')
    .filter((line) => line.startsWith(`${state} `))
    .map((line) => line.slice(state.length).trim())

// Before grants are taken away, because the back remembers for a minute what it lacked.
describe('a copy of the tables', () => {
  const tables = (...args: string[]) => run('infra/tables/main.ts', args, {})
  const rowsOf = ({ out }: Ended) =>
    Object.fromEntries([...out.matchAll(/^(\w+) +(\d+) rows/gm)].map(([, name, rows]) => [name, Number(rows)]))

  test('has every row, and putting it back over what is there changes nothing', async () => {
    const ticket = await see.openTicket(aRoom('copied'))
    await see.answered(ticket)
    const folder = join(stack.home, 'copy')

    const saved = await tables('save', folder)
    const again = await tables('restore', folder)

    expect([saved.code, again.code]).toEqual([0, 0])
    expect(rowsOf(saved)['requestById']).toBeGreaterThan(0)
    expect(rowsOf(saved)['steps']).toBeGreaterThan(5)
    expect(Object.values(rowsOf(again)).every((rows) => rows === 0)).toBe(true)
    expect((await see.request(ticket)).state).toBe('ready')
  })

  test('that was lost comes back with the same rows', async () => {
    const folder = join(stack.home, 'other')
    const saved = await tables('save', folder)
    const client = TableClient.fromConnectionString(stack.tables, 'audit', { allowInsecureConnection: true })
    for await (const { partitionKey = '', rowKey = '' } of client.listEntities())
      await client.deleteEntity(partitionKey, rowKey)

    const back = await tables('restore', folder)

    expect(rowsOf(back)['audit']).toBe(rowsOf(saved)['audit'])
    expect(rowsOf(back)['audit']).toBeGreaterThan(0)
  })

  test('that is not whole is refused before anything is written', async () => {
    const folder = join(stack.home, 'broken')
    await tables('save', folder)
    writeFileSync(join(folder, 'steps.jsonl'), '{"partitionKey":"a","rowK')

    const { code, out } = await tables('restore', folder)

    expect(code).toBe(1)
    expect(out).toContain('steps.jsonl, line 1: is no row.')
    expect(out).not.toContain('put back')
  })

  test('is never written over another one', async () => {
    const folder = join(stack.home, 'twice')
    await tables('save', folder)

    expect((await tables('save', folder)).out).toContain('is there already: name another folder.')
  })
})

describe('the grants', () => {
  test('that are missing are planned and not given by a plan', async () => {
    await change({ graph: without(usual.graph, 'Policy.Read.All'), exchange: [] })
    const before = writes()

    const plan = await grants(['--plan'])

    expect(plan.code).toBe(0)
    expect(linesOf(plan, 'to be made')).toEqual(
      expect.arrayContaining([
        'App role Policy.Read.All on Microsoft Graph',
        'App role Exchange.ManageAsApp on Office 365 Exchange Online',
      ]),
    )
    expect(plan.out).toContain('This was a plan: nothing was changed.')
    expect(writes()).toBe(before)
  })

  test('from nothing are those of the manifest, and a second run writes nothing', async () => {
    await change({ graph: [], exchange: [] })

    const first = await grants()
    const afterFirst = writes()
    const second = await grants()

    expect(first.out).toContain('Everything that can be done here is done.')
    expect([first.code, second.code]).toEqual([0, 0])
    expect((await held()).graph.toSorted()).toEqual(usual.graph.toSorted())
    expect((await held()).exchange).toEqual(['Exchange.ManageAsApp'])
    expect(linesOf(second, 'made')).toEqual([])
    expect(writes()).toBe(afterFirst)
  })

  test('make sign-in for people once, print its id, and leave secrets that are there as they are', async () => {
    const first = await grants()
    const again = await grants([], { ROOMWRIGHT_CLIENT_ID: /ROOMWRIGHT_CLIENT_ID (\S+)/.exec(first.out)?.[1] ?? '' })

    expect(first.out).toMatch(/azd env set ROOMWRIGHT_CLIENT_ID [0-9a-f-]{36} && azd up/)
    expect(again.out).not.toContain('azd env set')
    expect(linesOf(again, 'there')).toEqual(
      expect.arrayContaining([
        'App registration of the pages, with the roles Requester, Approver, Administrator, Reader',
        'Enterprise application of the pages, to which people are assigned',
        `Secret roomwright-id-key in ${stack.stack.vault}`,
        `Secret roomwright-source-generic-secrets in ${stack.stack.vault}`,
      ]),
    )
    expect(first.out + again.out).not.toContain('whsec_')
  })

  test('that are too many are named, and taken away only when that is asked for', async () => {
    await change({ graph: [...usual.graph, 'Mail.ReadWrite'] })

    const named = await grants()
    const kept = (await held()).graph
    const exact = await grants(['--exact'])

    expect(linesOf(named, 'too much')).toEqual(['App role Mail.ReadWrite on Microsoft Graph'])
    expect(kept).toContain('Mail.ReadWrite')
    expect(linesOf(exact, 'taken away')).toEqual(['App role Mail.ReadWrite on Microsoft Graph'])
    expect((await held()).graph).not.toContain('Mail.ReadWrite')
  })

  test('a group of all rooms is made once, by the rule of the naming pattern', async () => {
    const asked = ['--rooms-group', 'Meeting rooms']

    const plan = await grants([...asked, '--plan'])
    const first = await grants(asked)
    const again = await grants(asked)
    const other = await grants(asked, { ROOMWRIGHT_NAME_PATTERN: 'room-{site}-{room}' })

    const line = 'Dynamic group of all rooms: (user.userPrincipalName -startsWith "mtr-")'
    expect(plan.out).toMatch(new RegExp(`to be made +${escaped(line)}`))
    expect(first.out).toMatch(new RegExp(`made +${escaped(line)}`))
    expect(again.out).toMatch(new RegExp(`there +${escaped(line)}`))
    expect(other.out).toContain('The group is there with the rule (user.userPrincipalName -startsWith "mtr-")')
    const made = see.journal('roomwright-rooms').filter(({ effect, item }) => effect && item !== undefined)
    expect(made).toHaveLength(1)
  })

  test('a group of all rooms is not made where the pattern does not tell rooms from people', async () => {
    const { code, out } = await grants(['--rooms-group', 'Meeting rooms'], { ROOMWRIGHT_NAME_PATTERN: '{site}-{room}' })

    expect(code).toBe(1)
    expect(out).toContain('has no fixed beginning')
  })

  test('that break off half way say so, and the next run does the rest', async () => {
    await change({
      graph: [],
      exchange: [],
      administrator: without(usual.administrator, 'AppRoleAssignment.ReadWrite.All'),
    })

    const broken = await grants()
    await change({ administrator: usual.administrator })
    const mended = await grants()

    expect(broken.code).toBe(1)
    expect(broken.out).toContain('Privileged Role Administrator')
    expect(broken.out).toContain('Not everything could be done. What was made stays')
    expect(mended.code).toBe(0)
    expect((await held()).graph).toHaveLength(usual.graph.length)
  })

  test('for a ticketing system that is answered need its key, which nothing prints', async () => {
    const asked = await grants([], { DESK_URLS: '{"servicenow":"https://desk.example"}' })
    const given = {
      DESK_URLS: '{"servicenow":"https://desk.example"}',
      ROOMWRIGHT_SOURCE_SERVICENOW_KEY: 'key-of-the-desk',
    }
    const kept = await grants([], given)
    const again = await grants([], given)

    expect(asked.code).toBe(1)
    expect(asked.out).toContain('ROOMWRIGHT_SOURCE_SERVICENOW_KEY')
    expect(linesOf(kept, 'made')).toEqual([`Secret roomwright-source-servicenow-key in ${stack.stack.vault}`])
    expect(linesOf(again, 'made')).toEqual([])
    expect(kept.out).not.toContain('key-of-the-desk')
  })

  test('make the secret of alerts where alerts are sent', async () => {
    const { code, out } = await grants(['--plan'], { ROOMWRIGHT_ALERT_URL: 'https://alerts.example' })

    expect(code).toBe(0)
    expect(out).toContain(`Secret roomwright-alert-secret in ${stack.stack.vault}`)
  })

  test('of Exchange are commands that look first, with the roles of the manifest and a scope of rooms', async () => {
    const { out } = await grants(['--plan'], { ROOMWRIGHT_CANARY: 'canary@contoso.com' })

    for (const role of usual.exchangeRoles) expect(out).toContain(`'${role}'`)
    expect(out).toContain("RecipientTypeDetails -eq 'RoomMailbox'")
    expect(out).toContain("New-Mailbox -Shared -Name 'Roomwright canary' -PrimarySmtpAddress 'canary@contoso.com'")
  })

  test('without what azd knows are refused, with where it comes from', async () => {
    const { code, out } = await run('infra/grants/main.ts', [], { ROOMWRIGHT_FRONT_VAULT_URL: '' })

    expect(code).toBe(2)
    expect(out).toContain('ROOMWRIGHT_BACK_PRINCIPAL_ID')
    expect(out).toContain('azd env get-values')
  })

  test('for an identity of another tenant give nothing, and say what may be wrong', async () => {
    const { code, out } = await grants([], { ROOMWRIGHT_BACK_PRINCIPAL_ID: '6d1f0d6a-58c5-4b43-8e87-3f1f4c1e9f10' })

    expect(code).toBe(1)
    expect(out).toContain('The tenant has no identity 6d1f0d6a-58c5-4b43-8e87-3f1f4c1e9f10.')
  })
})

describe('the doctor', () => {
  interface Row {
    part: string
    what: string
    state: string
    remedy: string
  }
  const doctor = async (more: Record<string, string> = {}) => {
    const { code, out } = await run('infra/doctor/main.ts', ['--json'], more)
    return { code, rows: code === 2 ? [] : (JSON.parse(out) as Row[]), out }
  }
  const whatIs = (rows: Row[], state: string) => rows.filter((row) => row.state === state).map(({ what }) => what)

  test('finds everything right where it is, and what nobody can read named as that', async () => {
    const { code, rows } = await doctor()

    expect(rows.filter(({ state }) => ['missing', 'differs', 'excess'].includes(state))).toEqual([])
    expect(code).toBe(0)
    expect(whatIs(rows, 'ok')).toEqual(
      expect.arrayContaining(['The front answers', 'The bus answers', 'Clock compared with Microsoft Graph']),
    )
  })

  test('names a grant that is missing and one that is too much, as the back and as an administrator', async () => {
    await change({ graph: [...without(usual.graph, 'User-PasswordProfile.ReadWrite.All'), 'Mail.ReadWrite'] })

    const own = await doctor()
    const other = await doctor(asAdministrator())

    for (const { code, rows } of [own, other]) {
      expect(code).toBe(1)
      expect(whatIs(rows, 'missing')).toEqual(['App role User-PasswordProfile.ReadWrite.All on Microsoft Graph'])
      expect(rows.find(({ state }) => state === 'excess')?.remedy).toContain('Mail.ReadWrite')
    }
    expect(whatIs(other.rows, 'unreadable')).toContain('Management role Mail Recipients in Exchange Online')
  })

  test('names a management role that is missing in Exchange', async () => {
    await change({ exchangeRoles: without(usual.exchangeRoles, 'TenantPlacesManagement') })

    const { code, rows } = await doctor()

    expect(code).toBe(1)
    expect(whatIs(rows, 'missing')).toEqual(['Management role TenantPlacesManagement in Exchange Online'])
  })

  test('shows a person what to do in a table, and the count', async () => {
    await change({ graph: without(usual.graph, 'User-PasswordProfile.ReadWrite.All') })

    const { code, out } = await run('infra/doctor/main.ts', [], {})

    expect(code).toBe(1)
    expect(out).toContain('missing')
    expect(out).toMatch(/\d+ right, 1 to be put right, \d+ that could not be read from here/)
  })

  test('names what does not answer', async () => {
    const { code, rows } = await doctor({ ROOMWRIGHT_VAULT_URL: 'http://127.0.0.1:9' })

    expect(code).toBe(1)
    expect(whatIs(rows, 'missing')).toEqual(['The vault of rooms answers'])
  })

  test('changes nothing', async () => {
    const before = see.journal().filter(({ effect }) => effect).length

    await doctor(asAdministrator())

    expect(see.journal().filter(({ effect }) => effect)).toHaveLength(before)
  })

  test('with a configuration that is not right says so, and asks nobody', async () => {
    const { code, out } = await doctor({ ROOMWRIGHT_TENANT_ID: 'contoso' })

    expect(code).toBe(2)
    expect(out).toContain('ROOMWRIGHT_TENANT_ID')
  })
})
