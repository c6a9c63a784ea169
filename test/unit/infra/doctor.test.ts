import { createServer, type RequestListener } from 'node:http'
import type { AddressInfo } from 'node:net'
import { afterEach, describe, expect, it } from 'vitest'
import { lookAtInstances, lookAtLicences, lookAtPort, lookAtWeb, placeOf } from '../../../infra/doctor/looks.ts'
import type { Graph } from '../../../shared/microsoft365/graph.ts'

const stops: (() => void)[] = []
afterEach(() => {
  for (const stop of stops.splice(0)) stop()
})

async function serve(listener: RequestListener): Promise<string> {
  const server = createServer(listener).listen(0, '127.0.0.1')
  stops.push(() => server.close())
  await new Promise((resolve) => server.once('listening', resolve))
  return `http://127.0.0.1:${(server.address() as AddressInfo).port}`
}

const now = () => new Date('2026-11-21T12:00:00Z')
const at = (date: string) =>
  serve((_, response) => {
    response.setHeader('date', date)
    response.statusCode = 401
    response.end()
  })

describe('a service that answers, were it with a refusal', () => {
  it('is reached, and our clock is right when its date says so', async () => {
    const rows = await lookAtWeb('Graph', await at('Sat, 21 Nov 2026 11:59:40 GMT'), now)

    expect(rows.map(({ what, state }) => [what, state])).toEqual([
      ['Graph answers', 'ok'],
      ['Clock compared with Graph', 'ok'],
    ])
  })

  it.each([
    ['Sat, 21 Nov 2026 11:50:00 GMT', '600 s ahead of Graph'],
    ['Sat, 21 Nov 2026 12:02:00 GMT', '120 s behind Graph'],
  ])('tells by its date %s that our clock is wrong, and which way', async (date, says) => {
    const [, clock] = await lookAtWeb('Graph', await at(date), now)

    expect(clock).toMatchObject({ state: 'differs', remedy: expect.stringContaining(says) as string })
  })
})

it('the bus is where the namespace or the connection string says', () => {
  expect(placeOf({ namespace: 'rooms.servicebus.windows.net' })).toEqual({
    host: 'rooms.servicebus.windows.net',
    port: 5671,
  })
  expect(placeOf({ connectionString: 'Endpoint=sb://127.0.0.1:7072/;SharedAccessKey=k' })).toEqual({
    host: '127.0.0.1',
    port: 7072,
  })
})

it('a port where nobody listens is not reached', async () => {
  expect((await lookAtPort('The bus', '127.0.0.1', 9)).state).toBe('missing')
})

describe('the limit of instances', () => {
  const credential = { getToken: () => Promise.resolve({ token: 't', expiresOnTimestamp: 0 }) }
  const look = async (status: number, properties: object) =>
    lookAtInstances({
      arm: await serve((_, response) => {
        response.statusCode = status
        response.end(JSON.stringify({ properties }))
      }),
      scope: 's',
      credential,
      id: '/sites/back',
      inFlight: 6,
    })

  it.each([
    ['one on Flex', { functionAppConfig: { scaleAndConcurrency: { maximumInstanceCount: 1 } } }, 'ok'],
    ['forty on Flex', { functionAppConfig: { scaleAndConcurrency: { maximumInstanceCount: 40 } } }, 'differs'],
    ['one on Premium', { siteConfig: { functionAppScaleLimit: 1 } }, 'ok'],
    ['none that is said', {}, 'unreadable'],
  ])('of %s is read', async (_, properties, state) => {
    expect((await look(200, properties)).state).toBe(state)
  })

  it('that is larger says how many calls that are', async () => {
    const { remedy } = await look(200, { functionAppConfig: { scaleAndConcurrency: { maximumInstanceCount: 40 } } })
    expect(remedy).toContain('240 calls at the same time')
  })

  it('that we may not read is no failure', async () => {
    expect((await look(403, { nothing: true })).state).toBe('unreadable')
  })
})

describe('units of room licences', () => {
  const skus = (consumedUnits: number) => ({
    value: [
      {
        skuId: '4cde982a-ede4-4409-9ae6-b003453c8ea6',
        skuPartNumber: 'Microsoft_Teams_Rooms_Pro',
        capabilityStatus: 'Enabled',
        consumedUnits,
        prepaidUnits: { enabled: 5 },
      },
    ],
  })
  const answering = (status: number, body: object): Graph => ({
    batch: () => Promise.resolve(new Map([['skus', { status, body }]])),
  })

  it.each([
    ['that are left', answering(200, skus(3)), 'ok', 'Teams Rooms Pro: 2 free, 3 assigned'],
    ['that are used up', answering(200, skus(5)), 'differs', 'Teams Rooms Pro: 0 free, 5 assigned'],
    ['that we may not read', answering(403, {}), 'unreadable', 'Licences for rooms'],
  ])('%s are told', async (_, graph, state, what) => {
    expect(await lookAtLicences(graph)).toEqual([expect.objectContaining({ state, what })])
  })
})
