import { join } from 'node:path'
import { expect, onTestFinished, test } from 'vitest'
import { startTenant } from '../../../local/tenant/startTenant.ts'
import { automate, jobOf } from './onPremises.ts'
import type { Automation } from './onPremises.ts'
import { kill, startProcess } from './process.ts'
import { connect, fetchToken, makeFolder, readLines, rehearse, send, waitFor } from './rehearsal.ts'
import type { Line, Rehearsal } from './rehearsal.ts'

const room = 'confrm5@corp.contoso.com'
const readRoom = { name: 'Get-Mailbox', parameters: { Identity: room } }
const acceptInvitations = {
  name: 'Set-CalendarProcessing',
  parameters: { Identity: room, AutomateProcessing: 'AutoAccept' },
}

async function begin(options = {}): Promise<Rehearsal & Automation> {
  const rehearsal = await rehearse(options)
  return { ...rehearsal, ...(await automate(rehearsal)) }
}

test('a job is new, queued, running and completed, and its output is one line of JSON', async () => {
  const { put, job, until, arm } = await begin({ speed: 25 })

  const made = await put('j1', room, [readRoom])
  const queued = await job('j1')
  const running = await until('j1', 'Running')
  const completed = await until('j1', 'Completed')

  expect(made).toMatchObject({ status: 201, body: { name: 'j1', properties: { status: 'New', startTime: null } } })
  expect(queued['status']).toBe('Queued')
  expect(running).toMatchObject({ startTime: expect.any(String), endTime: null })
  expect(completed).toMatchObject({ exception: null, runOn: 'RoomsWorkers', runbook: { name: 'Invoke-RoomCmdlets' } })
  const output = await arm('GET', '/jobs/j1/output')
  expect(output.headers.get('content-type')).toContain('text/plain')
  expect(String(output.body['text']).split('\n')).toHaveLength(1)
})

test('a job takes at least ten seconds of the service', async () => {
  const { put, until } = await begin({ speed: 100 })

  await put('j1', room, [readRoom])
  const { creationTime, endTime } = await until('j1', 'Completed')

  const real = Date.parse(String(endTime)) - Date.parse(String(creationTime))
  expect(real * 100).toBeGreaterThanOrEqual(9_000)
})

test('the same job name again is a conflict, and the cmdlets run once', async () => {
  const { put, until, journal } = await begin()

  const answers = await Promise.all([put('j1', room, [acceptInvitations]), put('J1', room, [acceptInvitations])])
  await until('j1', 'Completed')

  expect(answers.map(({ status }) => status).toSorted((one, other) => one - other)).toEqual([201, 409])
  expect(cmdletsIn(journal())).toEqual(['Set-CalendarProcessing'])
})

const cmdletsIn = (lines: Line[]) => lines.filter(({ surface }) => surface === 'worker').map(({ cmdlet }) => cmdlet)

test.each([
  ['an unknown runbook', { runbook: { name: 'Do-Anything' } }],
  ['an unknown worker group', { runOn: 'Others' }],
  ['an unknown parameter', { parameters: { Request: '{}', Other: 'x' } }],
  ['no parameter', { parameters: {} }],
  ['a property that a job has not', { priority: 1 }],
])('a job with %s is a bad request', async (_, more) => {
  const { arm } = await begin()

  const { status, body } = await arm('PUT', '/jobs/j1', jobOf('{}', more))

  expect([status, body['code']]).toEqual([400, 'BadRequest'])
  expect((await arm('GET', '/jobs/j1')).status).toBe(404)
})

test.each([
  ['without a token', { headers: {} }, 401, 'AuthenticationFailed'],
  ['with a token for Graph', { resource: 'https://graph.microsoft.com' }, 401, 'InvalidAuthenticationTokenAudience'],
  ['without a version', { query: '' }, 400, 'MissingApiVersionParameter'],
  ['of another version', { query: '?api-version=2024-10-23' }, 501, 'NotImplemented'],
  ['of another account', { account: 'other' }, 404, 'ResourceNotFound'],
])('a call %s is refused', async (_, call: Refused, status, code) => {
  const { tenant } = await rehearse()
  const { resource = 'https://management.azure.com', query = '?api-version=2023-11-01', account = 'roomwright' } = call
  const token = { authorization: `Bearer ${await fetchToken(tenant, resource)}` }
  const base = tenant.url + tenant.automationAccount.replace(/roomwright$/, account)

  const reply = await send(`${base}/jobs/j1${query}`, 'GET', undefined, call.headers ?? token)

  expect(reply).toMatchObject({ status, body: { error: { code } } })
})

interface Refused {
  headers?: Record<string, string>
  resource?: string
  query?: string
  account?: string
}

test.each([
  [['Automation Job Operator'], 403, 404],
  [['Automation Runbook Operator'], 403, 403],
  [[], 403, 403],
  [['Automation Job Operator', 'Automation Runbook Operator'], 201, 200],
])('with %j a job is created with %i and read with %i', async (automation, created, read) => {
  const { control, put, arm } = await begin()
  await control('PUT', '/grants', { automation })

  const answers = [await put('j1', room, [readRoom]), await arm('GET', '/jobs/j1')]

  expect(answers.map(({ status }) => status)).toEqual([created, read])
})

test('jobs wait while the worker is offline, and are done in their order when it is back', async () => {
  const { control, put, job, until } = await begin()
  await control('PUT', '/worker', { isOnline: false })
  const names = ['c', 'a', 'b']
  for (const name of names) await put(name, room, [readRoom])
  const before = await Promise.all(names.map(job))

  await control('PUT', '/worker', { isOnline: true })

  const ended = await Promise.all(names.map((name) => until(name, 'Completed')))
  expect(before.map(({ status }) => status)).toEqual(['Queued', 'Queued', 'Queued'])
  const times = ended.map(({ startTime, endTime }) => [String(startTime), String(endTime)])
  expect(times.flat()).toEqual(times.flat().toSorted())
})

test('a job that was stopped runs nothing', async () => {
  const { control, put, arm, until, journal, run } = await begin()
  await control('PUT', '/worker', { isOnline: false })
  await put('j1', room, [acceptInvitations])

  const stopped = await arm('POST', '/jobs/j1/stop')
  await control('PUT', '/worker', { isOnline: true })
  await run(room, readRoom)

  expect(stopped.status).toBe(200)
  expect(await until('j1', 'Stopped')).toMatchObject({ startTime: null })
  expect(cmdletsIn(journal())).toEqual(['Get-Mailbox'])
})

test.each([
  ['no JSON', 'room 5', 'the request is not JSON'],
  [
    'a cmdlet that is not allowed',
    JSON.stringify({ address: room, cmdlets: [{ name: 'Remove-Mailbox' }] }),
    'Remove-Mailbox',
  ],
])('a request with %s fails the job with a reason, and nothing is put out', async (_, request, reason) => {
  const { arm, until } = await begin()

  await arm('PUT', '/jobs/j1', jobOf(request))
  const { exception } = await until('j1', 'Failed')

  expect(exception).toContain(reason)
  expect((await arm('GET', '/jobs/j1/output')).body['text']).toBe('')
  const [stream] = (await arm('GET', '/jobs/j1/streams')).body.value
  expect(stream).toMatchObject({ properties: { streamType: 'Error', summary: expect.stringContaining(reason) } })
})

test('an answer of Resource Manager can be lost, and the job is there', async () => {
  const { control, put, until } = await begin()
  const fault = {
    id: 'f',
    match: { surface: 'arm', method: 'PUT', path: '/jobs/', times: 1 },
    do: { kind: 'lostAnswer' },
  }
  await control('POST', '/faults', fault)

  const lost = await put('j1', room, [readRoom]).catch(() => 'cut')

  expect(lost).toBe('cut')
  expect(await until('j1', 'Completed')).toMatchObject({ exception: null })
})

test('Resource Manager can be told to refuse and to cut', async () => {
  const { control, put, job } = await begin()
  await control('POST', '/faults', [
    { id: 'a', match: { surface: 'arm', nth: 1 }, do: { kind: 'status', status: 503, retryAfter: '1' } },
    { id: 'b', match: { surface: 'arm', nth: 1 }, do: { kind: 'dropBefore' } },
  ])

  const answers = [await put('j1', room, [readRoom]), await put('j1', room, [readRoom]).catch(() => 'cut')]

  expect(answers).toMatchObject([{ status: 503, body: { error: { code: 'serviceError' } } }, 'cut'])
  expect(await job('j1')).toBeUndefined()
})

test('a cmdlet on the worker can be told to fail, to lose its answer and to lose its session', async () => {
  const { control, run } = await begin()
  await control('POST', '/faults', [
    { id: 'a', match: { cmdlet: 'Get-Mailbox' }, do: { kind: 'fail', class: 'ServerBusyException', text: 'busy' } },
    { id: 'b', match: { cmdlet: 'Set-CalendarProcessing', nth: 1 }, do: { kind: 'dropBefore' } },
    { id: 'c', match: { cmdlet: 'Set-CalendarProcessing', nth: 1 }, do: { kind: 'lostAnswer' } },
  ])
  const processing = async () => (await control('GET', `/on-premises/${room}`)).body['calendar'] as object

  const dropped = await run(room, readRoom, acceptInvitations)
  const before = await processing()
  const lost = await run(room, acceptInvitations)

  const session = { kind: 'failed', class: 'PSRemotingTransportException' }
  expect(dropped).toMatchObject([{ kind: 'failed', class: 'ServerBusyException', text: 'busy' }, session])
  expect(before).toMatchObject({ AutomateProcessing: 'AutoUpdate' })
  expect(lost).toMatchObject([session])
  expect(await processing()).toMatchObject({ AutomateProcessing: 'AutoAccept' })
})

test('each call and each cmdlet has its line, with effect, and is counted', async () => {
  const { run, control, journal } = await begin()

  await run(room, readRoom, acceptInvitations, acceptInvitations)

  const [put] = journal()
  expect(put).toMatchObject({ surface: 'arm', method: 'PUT', status: 201, effect: true })
  expect(put?.url).toMatch(/^https:\/\/management\.azure\.com\/subscriptions\/.+\/jobs\//)
  const done = journal().filter(({ surface }) => surface === 'worker')
  expect(done.map(({ cmdlet, effect }) => [cmdlet, effect])).toEqual([
    ['Get-Mailbox', false],
    ['Set-CalendarProcessing', true],
    ['Set-CalendarProcessing', false],
  ])
  const { body } = await control('GET', '/counts')
  expect(body['calls']).toMatchObject({ 'PUT jobs/{jobName}': 1, 'worker Set-CalendarProcessing': 2 })
})

async function startProcessIn(folder: string, speed: string) {
  const flags = [
    '--port',
    '0',
    '--speed',
    speed,
    '--file',
    join(folder, 'tenant.db'),
    '--journal',
    join(folder, 'j.jsonl'),
  ]
  const part = await startProcess('local/tenant/main.ts', flags, { IDENTITY_HEADER: 'a-header' })
  const { url } = part
  const { body } = await send(`${url}/rehearsal/automation`, 'GET')
  const automationAccount = String(body['resourceId'])
  const tenant = {
    url,
    tenantId: '',
    automationAccount,
    identityEndpoint: `${url}/msi/token`,
    identityHeader: 'a-header',
  }
  const connection = await connect({ ...tenant, port: 0, keysUrl: '', stop: async () => undefined })
  return { part, ...connection, ...(await automate(connection)) }
}

test('a job that ran when the tenant was killed begins anew, so that its cmdlets run twice', async () => {
  const folder = makeFolder()
  const journal = () => cmdletsIn(readLines(join(folder, 'j.jsonl')))
  const before = await startProcessIn(folder, '50')
  await before.put(
    'j1',
    room,
    Array.from({ length: 20 }, () => acceptInvitations),
  )
  await waitFor(
    async () => journal().length,
    (count) => count > 0,
  )
  await kill(before.part)
  const done = journal().length

  const after = await startProcessIn(folder, '1000')

  await after.until('j1', 'Completed')
  const { body } = await after.arm('GET', '/jobs/j1/output')
  expect(done).toBeLessThan(20)
  expect(JSON.parse(String(body['text']))).toMatchObject({
    results: Array.from({ length: 20 }, () => ({ kind: 'ok' })),
  })
  expect(journal()).toHaveLength(done + 20)
})

test('a worker that was offline and a job that waited outlive a kill', async () => {
  const folder = makeFolder()
  const before = await startProcessIn(folder, '1000')
  await before.control('PUT', '/worker', { isOnline: false })
  await before.put('j1', room, [readRoom])
  await kill(before.part)

  const after = await startProcessIn(folder, '1000')

  const waiting = await after.job('j1')
  await after.control('PUT', '/worker', { isOnline: true })
  expect(waiting['status']).toBe('Queued')
  expect(await after.until('j1', 'Completed')).toMatchObject({ exception: null })
})

test('a job whose worker went away four times is suspended', async () => {
  const file = join(makeFolder(), 'tenant.db')
  const startWith = async (speed: number) => {
    const tenant = await startTenant({ port: 0, file, seed: 1, speed, rooms: 0, log: () => undefined })
    return { tenant, ...(await automate({ tenant })) }
  }
  const waiting = await startWith(50)
  await waiting.put('j1', room, [readRoom])
  await waiting.tenant.stop()
  let startTime: unknown = null
  for (let time = 1; time <= 4; time += 1) {
    const { tenant, job } = await startWith(50)
    const before = startTime
    const begun = await waitFor(
      () => job('j1'),
      (one) => one['startTime'] !== before,
    )
    startTime = begun['startTime']
    await tenant.stop()
  }

  const last = await startWith(1000)
  onTestFinished(() => last.tenant.stop())

  expect(await last.until('j1', 'Suspended')).toMatchObject({ startTime, endTime: expect.any(String) })
})
