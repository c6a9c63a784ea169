import { afterAll, beforeAll, describe, it } from 'vitest'
import { aRoom, observe, type Observer } from '../kit/observe.ts'
import { startStack, waitFor, type TestStack } from '../kit/stack.ts'

let stack: TestStack
let see: Observer
beforeAll(async () => {
  stack = await startStack()
  see = observe(stack)
})
afterAll(() => stack.stop())

interface DeviceSeen {
  device?: { id: string; kind: string; isBound: boolean }
  panels?: string[]
}
interface Told {
  status: number
  body: { code?: string; detail?: string }
}

const addressOf = (name: string) => `${name}@contoso.onmicrosoft.com`
const read = async (id: string): Promise<DeviceSeen> => (await (await see.api(`/requests/${id}`)).json()) as DeviceSeen
const bind = async (id: string, device: object, role?: string): Promise<Told> => {
  const headers = { 'content-type': 'application/json' }
  const answer = await see.api(
    `/requests/${id}/device`,
    { method: 'POST', headers, body: JSON.stringify(device) },
    role,
  )
  return { status: answer.status, body: (await answer.json()) as Told['body'] }
}
const aReadyRoom = async (name: string, rest: object = {}) => {
  const ticket = await see.openTicket(aRoom(name, rest))
  const { state, comments } = await see.answered(ticket)
  const { id } = await see.request(ticket)
  return { ticket, id, state, last: comments.at(-1)?.text ?? '', texts: comments.map(({ text }) => text).join('\n') }
}

describe.concurrent('a ticket that names the device of the room', () => {
  it('is answered with the device, which is bound by then', async ({ expect }) => {
    const { id, state, last, texts } = await aReadyRoom('dev1', { device: { id: ' sn-dev1 ' } })

    expect(state).toBe('resolved')
    expect(last).toContain('- Device: SN-DEV1')
    expect(texts).not.toContain('Noted, but not acted on yet: the device')
    expect(await read(id)).toMatchObject({ device: { id: 'SN-DEV1', kind: 'room', isBound: true } })
  })

  it('is refused when another room has it, named on the ticket, and nothing is made', async ({ expect }) => {
    await aReadyRoom('dev2', { device: { id: 'SN-DEV2' } })

    const second = await aReadyRoom('dev2b', { device: { id: 'sn-dev2' } })

    expect(second.state).toBe('failed')
    expect(second.last).toContain(`The device SN-DEV2 belongs to the account ${addressOf('dev2')} of the room "dev2"`)
    expect(see.journal(addressOf('dev2b')).filter(({ effect }) => effect)).toEqual([])
  })

  it('is ready once, of two that are opened at once', async ({ expect }) => {
    const tickets = await Promise.all(['dev3a', 'dev3b'].map((name) => aReadyRoom(name, { device: { id: 'SN-DEV3' } })))

    expect(new Set(tickets.map(({ state }) => state))).toEqual(new Set(['resolved', 'failed']))
  })

  it('is refused when its account has another one', async ({ expect }) => {
    await aReadyRoom('dev4', { device: { id: 'SN-DEV4' } })

    const second = await aReadyRoom('dev4', { device: { id: 'SN-DEV4-OTHER' } })

    expect(second.last).toContain(`The account ${addressOf('dev4')} (dev4) is bound to the device SN-DEV4.`)
  })
})

describe.concurrent('a device that is bound on the page', () => {
  it('is bound to the room that is ready, shown there and told on the ticket', async ({ expect }) => {
    const { id, ticket } = await aReadyRoom('late1')

    expect((await bind(id, { id: 'sn-late1' })).status).toBe(202)

    expect(await see.told(ticket, 'The device SN-LATE1 is bound to "late1" (TST)')).toContain(addressOf('late1'))
    expect(await read(id)).toMatchObject({ device: { id: 'SN-LATE1', kind: 'room', isBound: true } })
  })

  it('is refused at once when it has another account, or the account another device; a panel is not', async ({
    expect,
  }) => {
    const first = await aReadyRoom('late2', { device: { id: 'SN-LATE2' } })
    const second = await aReadyRoom('late2b')

    const [elsewhere, besides] = [await bind(second.id, { id: 'SN-LATE2' }), await bind(first.id, { id: 'SN-LATE2-B' })]

    expect(elsewhere).toMatchObject({ status: 409, body: { code: 'device-bound-elsewhere' } })
    expect(elsewhere.body.detail).toContain(addressOf('late2'))
    expect(besides).toMatchObject({ status: 409, body: { code: 'account-bound-to-a-device' } })
    expect((await bind(first.id, { id: 'PANEL-LATE2', kind: 'panel' })).status).toBe(202)
    const seen = await waitFor('the panel', async () => {
      const { panels, device } = await read(first.id)
      return panels && { panels, device }
    })
    expect(seen).toMatchObject({ panels: ['PANEL-LATE2'], device: { id: 'SN-LATE2' } })
  })

  it('is for administrators and for who asked', async ({ expect }) => {
    const { id } = await aReadyRoom('late3')

    expect((await bind(id, { id: 'SN-LATE3' }, 'Reader')).status).toBe(403)
    expect((await bind(id, { id: 'SN-LATE3' }, 'Requester')).status).toBe(404)
  })
})
