import { fork } from 'node:child_process'
import { once } from 'node:events'
import { writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import { kill, startProcess } from './process.ts'
import { at, connect, makeFolder, pro, readLines, waitFor } from './rehearsal.ts'
import type { Connection, Reply } from './rehearsal.ts'

const main = 'local/tenant/main.ts'
const identityHeader = 'a-header-for-tests'

/** The domain stands for the tenant's id in every path. */
async function start(folder: string, ...more: string[]) {
  const flags = [
    ...more,
    '--port',
    '0',
    '--speed',
    '1000',
    '--file',
    join(folder, 'tenant.db'),
    '--journal',
    join(folder, 'journal.jsonl'),
  ]
  const part = await startProcess(main, flags, { IDENTITY_HEADER: identityHeader })
  const { url } = part
  const tenant = { url, tenantId: 'contoso.onmicrosoft.com', identityEndpoint: `${url}/msi/token`, identityHeader }
  return {
    part,
    connection: await connect({ ...tenant, port: 0, automationAccount: '', keysUrl: '', stop: async () => undefined }),
  }
}

interface Answered {
  made: string[]
  licensed: string[]
}

/** Makes rooms and licences as fast as it can until it is cut off; notes what was answered. */
async function work({ exchange, control, graph }: Connection, round: number, answered: Answered): Promise<void> {
  const isTaken = async (asking: Promise<Reply>) => (await asking).status < 300
  for (let n = 0; n < 1000; n += 1) {
    const name = `kill-${round}-${n}`
    const seed = { kind: 'room', address: at(`seed-${name}`), user: { usageLocation: 'NO' } }
    const change = { addLicenses: [{ skuId: pro }], removeLicenses: [] }
    try {
      if (await isTaken(exchange('New-Mailbox', { Name: name, Room: true, PrimarySmtpAddress: at(name) })))
        answered.made.push(name)
      await control('POST', '/accounts', seed)
      if (await isTaken(graph('POST', `/users/${at(`seed-${name}`)}/assignLicense`, change)))
        answered.licensed.push(`seed-${name}`)
    } catch {
      break
    }
  }
}

test('after kill −9 at any moment state and journal agree, and everything that was answered is there', async () => {
  const folder = makeFolder()
  const answered: Answered = { made: [], licensed: [] }
  for (const [round, enough] of [2, 7, 16].entries()) {
    const { part, connection } = await start(folder)
    await connection.control('PUT', '/skus/Microsoft_Teams_Rooms_Pro', { enabled: 5000 })
    const working = work(connection, round, answered)
    await waitFor(
      async () => answered.made.length,
      (count) => count >= enough,
    )
    await kill(part)
    await working
  }

  const { connection } = await start(folder)

  const listAll = () =>
    connection.exchange('Get-Mailbox', { ResultSize: 'Unlimited' }, { headers: { prefer: 'odata.maxpagesize=9000' } })
  // A mailbox that was never looked for is not found by the first look.
  const names = await waitFor(
    async () => (await listAll()).body.value.map(({ Name }) => String(Name)),
    (seen) => answered.made.every((name) => seen.includes(name)),
  )
  const effects = readLines(join(folder, 'journal.jsonl')).filter(({ effect }) => effect)
  const created = effects.filter(({ cmdlet }) => cmdlet === 'New-Mailbox')
  const licences = effects.filter(({ url }) => url.endsWith('/assignLicense'))
  const skus = (await connection.graph('GET', '/subscribedSkus')).body.value
  const truths = await Promise.all(answered.licensed.map((name) => connection.control('GET', `/accounts/${at(name)}`)))

  expect(names).toEqual(expect.arrayContaining(answered.made))
  expect(created).toHaveLength(names.filter((name) => name.startsWith('kill-')).length)
  expect(new Set(effects.map(({ id }) => id)).size).toBe(effects.length)
  expect(truths.every(({ body }) => JSON.stringify(body['licences']) === '["Microsoft_Teams_Rooms_Pro"]')).toBe(true)
  expect(skus[0]).toMatchObject({ consumedUnits: 5 + licences.length })
})

test('tokens, faults, grants and hidden mailboxes outlive a kill', async () => {
  const folder = makeFolder()
  const before = await start(folder)
  await before.connection.control('POST', '/faults', {
    id: 'f',
    match: { nth: 3, cmdlet: 'Get-Place' },
    do: { kind: 'status', status: 503 },
  })
  await before.connection.exchange('Get-Place', {})
  await before.connection.control('PUT', '/grants', { graph: [] })
  await kill(before.part)

  const after = await start(folder)

  const places = [await after.connection.exchange('Get-Place', {}), await after.connection.exchange('Get-Place', {})]
  expect(places.map(({ status }) => status)).toEqual([200, 503])
  expect((await after.connection.graph('GET', `/users/${at('alice')}`)).status).toBe(403)
})

test('groups, what they give, and what is not noticed yet outlive a kill', async () => {
  const folder = makeFolder()
  const before = await start(folder)
  const { control, graph } = before.connection
  const seed = { displayName: 'Licensed', members: [at('disabled1')], licences: ['Microsoft_Teams_Rooms_Pro'] }
  const id = String((await control('POST', '/groups', seed)).body['id'])
  await control('PUT', '/grants', { graph: ['Directory.ReadWrite.All'] })
  const consumed = async (ask: Connection['graph']) =>
    (await ask('GET', '/subscribedSkus')).body.value[0]?.['consumedUnits']
  await waitFor(
    () => consumed(graph),
    (units) => units === 6,
  )
  await graph('PATCH', `/groups/${id}`, { displayName: 'Renamed' })
  await kill(before.part)

  const after = await start(folder)

  expect(await consumed(after.connection.graph)).toBe(6)
  expect((await after.connection.control('GET', `/groups/${id}`)).body).toMatchObject({
    displayName: 'Renamed',
    members: [{ userPrincipalName: at('disabled1') }],
  })
  expect((await after.connection.control('GET', `/accounts/${at('disabled1')}`)).body).toMatchObject({
    inherited: [{ groupId: id, state: 'Active' }],
  })
})

test('faults are read from a file', async () => {
  const folder = makeFolder()
  const file = join(folder, 'faults.json')
  writeFileSync(file, JSON.stringify([{ id: 'f', match: { path: '/users/' }, do: { kind: 'status', status: 503 } }]))

  const { connection } = await start(folder, '--faults', file)

  expect((await connection.graph('GET', `/users/${at('alice')}`)).status).toBe(503)
})

test('the process ends by itself when its parent is gone', async () => {
  const { part } = await start(makeFolder())
  const gone = once(part.child, 'exit')

  part.child.disconnect()

  expect(await gone).toEqual([0, null])
})

test('without its flags the process ends with 1 and says how to start it', async () => {
  const child = fork(main, [], { silent: true })
  const output: string[] = []
  child.stderr?.on('data', (chunk) => output.push(String(chunk)))

  const [code] = (await once(child, 'exit')) as [number]

  expect(code).toBe(1)
  expect(output.join('')).toContain('usage: node local/tenant/main.ts --port N')
})

test('an order for a number that was taken before kill −9 ends after it, and its effect is there', async () => {
  const folder = makeFolder()
  const { part, connection } = await start(folder)
  const { id } = (await connection.control('GET', `/accounts/${at('board1')}`)).body['user'] as { id: string }
  const management = '/admin/teams/telephoneNumberManagement'
  const order = await connection.graph('POST', `${management}/numberAssignments/assignNumber`, {
    telephoneNumber: '+4722000002',
    assignmentTargetId: id,
    numberType: 'directRouting',
  })
  await kill(part)

  const { connection: again } = await start(folder)

  const { pathname } = new URL(String(order.headers.get('location')))
  await waitFor(
    () => again.graph('GET', pathname.replace('/v1.0', '')),
    ({ body }) => body['status'] === 'succeeded',
  )
  const { body } = await again.control('GET', `/teams/${at('board1')}`)
  expect(body['telephoneNumbers']).toEqual(['+4722000002'])
})
