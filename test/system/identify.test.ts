import { afterAll, beforeAll, describe, it } from 'vitest'
import { aRoom, observe, type Observer } from '../kit/observe.ts'
import { startStack, type TestStack } from '../kit/stack.ts'

let stack: TestStack
let see: Observer
beforeAll(async () => {
  stack = await startStack()
  see = observe(stack)
})
afterAll(() => stack.stop())

const addressOf = (name: string) => `${name}@contoso.onmicrosoft.com`
const effectsOn = (name: string) => see.journal(addressOf(name)).filter(({ effect }) => effect)
const seed = (name: string, account: object) =>
  see.tenant('/accounts', 'POST', { address: addressOf(name), displayName: name, ...account })

const person = { givenName: 'Per', surname: 'Person', jobTitle: 'Buyer' }
const longAgo = '2026-01-01T00:00:00Z'
const recently = () => new Date(Date.now() - 86_400_000).toISOString()

describe.concurrent('what stands at an address and is left alone', () => {
  it.for<[what: string, account: object, code: string]>([
    ['a person', { kind: 'user', user: person }, 'mailbox-belongs-to-a-person'],
    ['a person by a manager alone', { kind: 'user', manager: addressOf('alice') }, 'mailbox-belongs-to-a-person'],
    ['a linked mailbox', { kind: 'linked' }, 'mailbox-belongs-to-a-person'],
    ["a person's account without a mailbox", { kind: 'account', user: person }, 'mailbox-belongs-to-a-person'],
    ['a room with a role', { kind: 'room', user: { directoryRoles: ['User Administrator'] } }, 'account-is-privileged'],
    ['a person with a role', { kind: 'user', user: { directoryRoles: ['Global Reader'] } }, 'account-is-privileged'],
    ['an auto attendant', { kind: 'attendant' }, 'account-is-a-voice-application'],
    ['an equipment mailbox', { kind: 'equipment' }, 'mailbox-of-another-kind'],
    ['a scheduling mailbox', { kind: 'scheduling' }, 'mailbox-of-another-kind'],
    ['a mail user', { kind: 'mailUser' }, 'address-in-use'],
    ['a contact', { kind: 'contact' }, 'address-in-use'],
    ['a group', { kind: 'group' }, 'address-in-use'],
    ['a dynamic group', { kind: 'dynamicGroup' }, 'address-in-use'],
    ['a Microsoft 365 group', { kind: 'unifiedGroup' }, 'mailbox-of-another-kind'],
    ['a room list', { kind: 'roomList' }, 'address-in-use'],
    ['an account without a mailbox', { kind: 'account' }, 'account-without-mailbox'],
    [
      'a room of the local directory',
      { kind: 'room', mailbox: { isDirSynced: true }, user: { onPremisesSyncEnabled: true } },
      'directory-synced',
    ],
    ['a deleted person', { kind: 'user', deleted: true }, 'address-was-deleted'],
    ['a deleted account without a mailbox', { kind: 'account', deleted: true }, 'address-was-deleted'],
  ])('%s', async ([what, account, code], { expect }) => {
    const name = `left-${what.replaceAll(/[^a-z0-9]+/gi, '-').toLowerCase()}`
    await seed(name, account)
    const ticket = await see.openTicket(aRoom(name))

    const { state } = await see.answered(ticket)

    const { problem } = await see.request(ticket)
    expect({ state, code: problem?.code }).toEqual({ state: 'failed', code })
    expect(effectsOn(name)).toEqual([])
  })

  it('what was deleted so long ago that it is gone, so that the room is made', async ({ expect }) => {
    await seed('gone1', { kind: 'room', deleted: longAgo })
    const ticket = await see.openTicket(aRoom('gone1'))

    await see.answered(ticket)

    expect((await see.request(ticket)).state).toBe('ready')
  })
})

describe.concurrent('what becomes the room when an approver agrees', () => {
  it.for<[what: string, account: object, because: string, line: string]>([
    [
      'a shared mailbox',
      { kind: 'shared', user: { accountEnabled: false } },
      'something that is no room becomes one',
      'Turn the shared mailbox',
    ],
    ['a user mailbox', { kind: 'user' }, 'something that is no room becomes one', 'Turn the user mailbox'],
    [
      'a deleted room',
      { kind: 'room', deleted: recently() },
      'a deleted room comes back',
      'Bring back the deleted room',
    ],
  ])('%s', async ([what, account, because, line], { expect }) => {
    const name = `asked-${what.split(' ').slice(1).join('-')}`
    await seed(name, account)
    const ticket = await see.openTicket(aRoom(name))
    const { id, approval } = await see.asked(ticket)
    expect(effectsOn(name)).toEqual([])

    expect(await see.decide(id, 'approve', { plan: approval.plan })).toBe(202)
    const { state, comments } = await see.answered(ticket)

    const { mailbox, user, licences } = await see.account(addressOf(name))
    expect(approval.because).toEqual([because])
    expect(approval.lines).toEqual(expect.arrayContaining([expect.stringContaining(line)]))
    expect(state).toBe('resolved')
    expect(mailbox?.recipientTypeDetails).toBe('RoomMailbox')
    expect(user?.accountEnabled).toBe(true)
    expect(licences).toEqual(['Microsoft_Teams_Rooms_Pro'])
    expect(comments.map(({ text }) => text).join('\n')).toContain('approved it. The work goes on.')
  })

  it('a room with meetings to come, whose organisers would notice', async ({ expect }) => {
    const start = new Date(Date.now() + 86_400_000).toISOString()
    const end = new Date(Date.now() + 90_000_000).toISOString()
    await seed('busy1', { kind: 'room', meetings: [{ subject: 'Plans', organizer: addressOf('alice'), start, end }] })
    const ticket = await see.openTicket(aRoom('busy1', { name: 'busy1' }))

    const { approval } = await see.asked(ticket)

    expect(approval.because).toEqual(['the room has meetings to come, which follow the new settings'])
    expect(approval.lines).toContain('Meetings to come: 1')
  })
})

describe('a room of a similar name', () => {
  it('is shown to an approver before another one is made, and the new one goes on when he agrees', async ({
    expect,
  }) => {
    await seed('harbour1', { kind: 'room', displayName: 'Harbour View 1' })
    await fetch(`${stack.stack.back}/admin/functions/listRooms`, {
      method: 'POST',
      body: '{}',
      headers: { 'content-type': 'application/json' },
    })
    await see.logged('rooms listed')
    const ticket = await see.openTicket(aRoom('harbour-l', { name: 'HARB0UR-VIEW 01' }))
    const { id, approval } = await see.asked(ticket)

    await see.decide(id, 'approve', { plan: approval.plan })
    await see.answered(ticket)

    expect(approval.because).toEqual(['a room with a similar name exists'])
    expect(approval.lines).toContain(`Rooms with similar names: Harbour View 1 (${addressOf('harbour1')})`)
    expect((await see.request(ticket)).state).toBe('ready')
  })
})

describe.concurrent('a decision', () => {
  const askFor = async (name: string, source?: 'generic' | 'servicenow') => {
    await seed(name, { kind: 'shared' })
    const ticket = await see.openTicket(aRoom(name), source)
    return { ...(await see.asked(ticket)), ticket }
  }

  it('that rejects ends the request, with the reason on the ticket and nothing touched', async ({ expect }) => {
    const { ticket, id, approval } = await askFor('rejected1')

    await see.decide(id, 'reject', { plan: approval.plan, reason: 'people read that mail' })
    const { comments } = await see.answered(ticket)

    expect((await see.request(ticket)).state).toBe('rejected')
    expect(comments.at(-1)?.text).toContain('people read that mail')
    expect(effectsOn('rejected1')).toEqual([])
  })

  it('about another plan than the one shown is refused', async ({ expect }) => {
    const { id } = await askFor('otherplan1')

    expect(await see.decide(id, 'approve', { plan: '0123456789abcdef' })).toBe(409)
  })

  it('is for approvers alone', async ({ expect }) => {
    const { id, approval } = await askFor('noapprover1')

    expect(await see.decide(id, 'approve', { plan: approval.plan }, 'Administrator')).toBe(403)
    expect(await see.decide(id, 'approve', { plan: approval.plan }, 'Requester')).toBe(403)
  })

  it('that is not well formed is refused with the field', async ({ expect }) => {
    const { id } = await askFor('malformed1')

    expect(await see.decide(id, 'approve', { plan: 'x' })).toBe(422)
  })

  it.for(['generic', 'servicenow'] as const)('is taken from the approval record of %s', async (source, { expect }) => {
    const { ticket } = await askFor(`record-${source}`, source)

    await see.decideOnTicket(ticket, { state: 'approved', by: 'boss@contoso.onmicrosoft.com' })
    const { state, comments } = await see.answered(ticket)

    expect(state).toBe('resolved')
    expect(comments.map(({ text }) => text).join('\n')).toContain('boss@contoso.onmicrosoft.com approved it')
  })

  it('of the requester on the ticket counts for nothing, and the ticket says why', async ({ expect }) => {
    const { ticket } = await askFor('own1')

    await see.decideOnTicket(ticket, { state: 'approved', by: 'rita@contoso.onmicrosoft.com' })
    const told = await see.told(ticket, 'does not count')

    expect(told).toContain('its approver is the person who asks')
    expect((await see.waiting(ticket)).approval?.decision).toBeUndefined()
    expect(effectsOn('own1')).toEqual([])
  })
})
