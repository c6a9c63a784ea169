import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { aRoom, observe, type Observer } from '../kit/observe.ts'
import { startStack, waitFor, type TestStack } from '../kit/stack.ts'

let stack: TestStack
let see: Observer
beforeAll(async () => {
  stack = await startStack()
  see = observe(stack)
})
afterAll(() => stack.stop())

interface Found {
  readAt?: string
  findings: { id: string; kind: string; state: string; why: string; users: string[]; remedy: string }[]
}
interface Grants {
  graph: string[]
  exchange: string[]
  exchangeRoles: string[]
}

const read = async (): Promise<Found> => (await (await see.api('/preflight')).json()) as Found

/** What is found after it was asked for. */
async function check(): Promise<Found['findings']> {
  const { at } = (await (await see.api('/preflight', { method: 'POST' })).json()) as { at: string }
  const { findings } = await waitFor('another look', async () => {
    const found = await read()
    return found.readAt !== undefined && found.readAt >= at && found
  })
  return findings
}

const idsOf = (findings: Found['findings'], state: string) =>
  findings.filter((one) => one.state === state).map(({ id }) => id)
const find = (findings: Found['findings'], id: string) => findings.find((one) => one.id === id)
/** What servers inside the organisation allow is shown by no cloud service. */
const inCloud = (findings: Found['findings']) => findings.filter(({ kind }) => kind !== 'server')
const without = (list: string[], name: string) => list.filter((one) => one !== name)

/** Grants as they are in a test, and as they were after it; app roles stand in tokens, so the back must start anew to see them. */
async function withGrants<T>(change: (usual: Grants) => Partial<Grants>, look: () => Promise<T>): Promise<T> {
  const usual = await see.tenant<Grants>('/grants', 'PUT', {})
  await see.tenant('/grants', 'PUT', change(usual))
  try {
    return await look()
  } finally {
    await see.tenant('/grants', 'PUT', usual)
  }
}

test('soon after its start somebody has looked by himself', async () => {
  const response = await fetch(`${stack.stack.back}/admin/functions/preflight`, { method: 'POST' })

  expect(response.ok).toBe(true)
  expect(await waitFor('a first look', async () => (await read()).readAt)).toMatch(/^20/)
})

test('with all grants everything that is needed is there, and nothing else', async () => {
  const findings = await check()

  const cloud = inCloud(findings)
  const server = findings.filter(({ kind }) => kind === 'server')
  expect(cloud.filter(({ state }) => state !== 'ok')).toEqual([])
  expect(cloud.length).toBeGreaterThan(12)
  expect(new Set(server.map(({ state }) => state))).toEqual(new Set(['unreadable']))
})

describe('a management role of Exchange that was taken away', () => {
  test('is missing at once, with what it would be for, and is there again when it comes back', async () => {
    const lacking = await withGrants(
      ({ exchangeRoles }) => ({ exchangeRoles: without(exchangeRoles, 'TenantPlacesManagement') }),
      check,
    )
    const whole = await check()

    expect(idsOf(lacking, 'missing')).toEqual(['exchange:TenantPlacesManagement'])
    expect(find(lacking, 'exchange:TenantPlacesManagement')).toMatchObject({
      users: ['ensurePlace', 'undoChanges'],
      why: 'Needed for writing building, floor and equipment.',
      remedy: expect.stringContaining('the management role TenantPlacesManagement') as string,
    })
    expect(idsOf(whole, 'missing')).toEqual([])
  })
})

test('a room that would need what is missing is refused before anything is written for it', async () => {
  const request = await withGrants(
    ({ exchangeRoles }) => ({ exchangeRoles: without(exchangeRoles, 'TenantPlacesManagement') }),
    async () => {
      await check()
      const ticket = await see.openTicket(aRoom('unprepared'))
      await see.answered(ticket)
      return see.request(ticket)
    },
  )

  expect([request.state, request.problem?.code]).toEqual(['needs a person', 'not-prepared'])
  expect(request.problem?.says).toContain('TenantPlacesManagement')
  expect(see.journal('unprepared@').filter(({ effect }) => effect)).toEqual([])
})

describe('app roles', () => {
  test('that were taken away, and one that nothing needs, are named when the back has a new token', async () => {
    const findings = await withGrants(
      ({ graph }) => ({ graph: [...without(graph, 'User-PasswordProfile.ReadWrite.All'), 'Mail.ReadWrite'] }),
      async () => {
        await stack.kill()
        await stack.restart()
        return check()
      },
    )

    expect(idsOf(findings, 'missing')).toEqual(['graph:User-PasswordProfile.ReadWrite.All'])
    expect(find(findings, 'graph:User-PasswordProfile.ReadWrite.All')?.users).toEqual(['ensureAccount'])
    expect(idsOf(findings, 'excess')).toEqual(['excess:graph'])
    expect(find(findings, 'excess:graph')?.why).toContain('Mail.ReadWrite')
  })

  test('that Graph refuses are missing whatever the token says, and what they would tell is left open', async () => {
    const findings = await withGrants(
      ({ graph }) => ({ graph: without(graph, 'LicenseAssignment.Read.All') }),
      async () => {
        await stack.kill()
        await stack.restart()
        return check()
      },
    )

    expect(idsOf(findings, 'missing')).toContain('graph:LicenseAssignment.Read.All')
    expect(idsOf(inCloud(findings), 'unreadable')).toEqual([
      'prerequisite:conferencing',
      'prerequisite:room-licence',
      'prerequisite:skype-online',
    ])
  })
})

test('without any right in Exchange nothing of it can be read, and the app role is the one that is missing', async () => {
  const findings = await withGrants(
    () => ({ exchange: [] }),
    async () => {
      await stack.kill()
      await stack.restart()
      return check()
    },
  )

  expect(idsOf(findings, 'missing')).toEqual(['exchange-app:Exchange.ManageAsApp'])
  expect(find(findings, 'exchange:Mail Recipients')?.state).toBe('unreadable')
})

test('rooms that do not follow the naming pattern are shown with what would, as the rooms were listed last', async () => {
  const before = (await (await see.api('/strays')).json()) as { readAt?: string }
  for (const name of ['mtr-tst-4-fjord', 'aurora'])
    await see.tenant('/accounts', 'POST', { kind: 'room', address: `${name}@contoso.onmicrosoft.com` })
  await fetch(`${stack.stack.back}/admin/functions/listRooms`, { method: 'POST' })

  const report = await waitFor('the rooms to be listed', async () => {
    const seen = (await (await see.api('/strays')).json()) as {
      readAt?: string
      pattern: string
      strays: { address: string; reason: string }[]
    }
    return seen.readAt !== undefined && seen.readAt !== before.readAt && seen
  })

  const addresses = report.strays.map(({ address }) => address)
  expect(report.pattern).toBe('mtr-{site}-{floor}-{room}')
  expect(addresses).not.toContain('mtr-tst-4-fjord@contoso.onmicrosoft.com')
  expect(report.strays.find(({ address }) => address.startsWith('aurora'))?.reason).toBe('does not begin with "mtr-"')
})

test.each([
  ['GET', 'Requester', 403],
  ['GET', 'Reader', 200],
  ['POST', 'Reader', 403],
])('%s as %s is answered %i', async (method, role, status) => {
  expect((await see.api('/preflight', { method }, role)).status).toBe(status)
})
