import { describe, expect, it } from 'vitest'
import { makeContext } from '../../../functions/runs/runContext.ts'
import { awaitDecision, findConsent } from '../../../shared/consent.ts'
import { Transient } from '../../../shared/http/transient.ts'
import type { ApprovalReason } from '../../../shared/room/approval.ts'
import { takeDecision } from '../../../shared/room/decide.ts'
import type { RequestRecord } from '../../../shared/room/record.ts'
import type { Approval } from '../../../shared/tickets/approval.ts'
import type { Desk } from '../../../shared/tickets/ticketSystem.ts'
import { memoryDesk } from '../../kit/memoryDesk.ts'
import { aClaim, after, aRunningRecord, requestId } from '../../kit/records.ts'
import { address } from '../../kit/rooms.ts'
import { aWorld } from '../../kit/world.ts'

const asked = { plan: '0123456789abcdef', reasons: ['convert', 'voice'] as ApprovalReason[], lines: ['Turn it'] }
const approvedOnTicket: Approval = { state: 'approved', by: 'boss@contoso.com', at: after(30) }

function anEstate(changes: Partial<RequestRecord> = {}, reasons: ApprovalReason[] = ['convert'], ticket?: Desk) {
  const { desk, approvals } = memoryDesk()
  const made = aWorld(aRunningRecord(changes))
  const world = { ...made.world, approvalReasons: reasons, desks: { generic: ticket ?? desk } }
  const read = async (): Promise<RequestRecord> => {
    const known = await made.requests.read(requestId)
    if (!known) throw new Error('the record is gone')
    return known.record
  }
  const context = async () => makeContext(world, 'work', await read(), { requestId, attempt: 1 }, {})
  return {
    ...made,
    read,
    approve: (approval: Approval) => approvals.set('T-1', approval),
    find: async (what: Partial<typeof asked> = {}) => findConsent(world, { ...asked, ...what }, await context()),
    wait: async () => awaitDecision(world, await context()),
    decide: (is: 'approved' | 'rejected', reason?: string) =>
      made.requests.change(
        requestId,
        (record) =>
          record &&
          takeDecision(
            record,
            { is, by: 'boss@contoso.com', at: after(60), ...(reason !== undefined && { reason }) },
            asked.plan,
          ),
      ),
  }
}

const aWait = { kind: 'later', why: 'decision', isParking: true }

describe('a plan', () => {
  it('goes on where the estate wants no consent for any of its reasons', async () => {
    const { find, read } = anEstate({}, ['restore'])

    expect(await find()).toBe(undefined)
    expect((await read()).approval).toBe(undefined)
  })

  it('waits for a decision, and is asked about for the reasons that the estate has', async () => {
    const { find, read } = anEstate()

    expect(await find()).toMatchObject(aWait)
    expect((await read()).approval).toMatchObject({ plan: asked.plan, reasons: ['convert'], lines: ['Turn it'] })
  })

  it('goes on when it was approved', async () => {
    const { find, decide } = anEstate()
    await find()
    await decide('approved')

    expect(await find()).toBe(undefined)
  })

  it.each<[string | undefined, string]>([
    ['people read that mail', ': people read that mail'],
    [undefined, ''],
  ])('ends when it was rejected, with the reason %s', async (reason, told) => {
    const { find, decide } = anEstate()
    await find()
    await decide('rejected', reason)

    expect(await find()).toMatchObject({
      kind: 'refused',
      code: 'rejected-by-approver',
      facts: { by: 'boss@contoso.com', reason: told },
    })
  })

  it('that has changed since it was approved is asked about anew', async () => {
    const { find, decide } = anEstate()
    await find()
    await decide('approved')

    expect(await find({ plan: 'fedcba9876543210' })).toMatchObject(aWait)
  })

  it('that was begun goes on after a fault, although less is left to do', async () => {
    const { find } = anEstate({ claims: [aClaim('mailbox', address)] })

    expect(await find({ plan: 'fedcba9876543210' })).toBe(undefined)
  })

  it('of which an earlier run only made a password is not begun', async () => {
    const { find } = anEstate({ claims: [aClaim('password', 'room-1/v-1')] })

    expect(await find()).toMatchObject(aWait)
  })
})

describe('the approval record of the ticket', () => {
  const looked = async (approval: Approval) => {
    const estate = anEstate()
    await estate.find()
    estate.approve(approval)
    return { outcome: await estate.find(), record: await estate.read() }
  }

  it('is a decision', async () => {
    const { outcome, record } = await looked(approvedOnTicket)

    expect(outcome).toBe(undefined)
    expect(record.approval?.decision).toMatchObject({ is: 'approved', by: 'boss@contoso.com' })
  })

  it('that rejects ends the request with its reason', async () => {
    const { outcome } = await looked({ ...approvedOnTicket, state: 'rejected', reason: 'no' })

    expect(outcome).toMatchObject({ code: 'rejected-by-approver', facts: { reason: ': no' } })
  })

  it('that nobody has decided is waited for', async () => {
    const { outcome } = await looked({ state: 'requested' })

    expect(outcome).toMatchObject(aWait)
  })

  const { by: _, ...anonymous } = approvedOnTicket
  const { at: __, ...timeless } = approvedOnTicket
  it.each<[string, Approval]>([
    ['its approver has no e-mail address', anonymous],
    ['its approver is the person who asks', { ...approvedOnTicket, by: 'rita@contoso.com' }],
    ['it was given before this was asked', { ...approvedOnTicket, at: after(-60) }],
    ['it was given before this was asked', timeless],
  ])('proves nothing when %s, and the ticket hears why once', async (why, approval) => {
    const { outcome, record } = await looked(approval)

    expect(outcome).toMatchObject(aWait)
    expect(record.answers.filter(({ kind }) => kind === 'approval-not-counted')).toMatchObject([{ facts: { why } }])
  })

  it('given within the second in which it was asked counts, because ticketing systems tell no finer time', async () => {
    const { outcome } = await looked({ ...approvedOnTicket, at: after(0).replace('.000Z', 'Z') })

    expect(outcome).toBe(undefined)
  })

  it('that cannot be asked holds up nobody who decides on the page', async () => {
    const away: Desk = { ...memoryDesk().desk, findApproval: () => Promise.reject(new Transient('away')) }
    const { find, decide } = anEstate({}, ['convert'], away)
    const first = await find()
    await decide('approved')

    expect(first).toMatchObject(aWait)
    expect(await find()).toBe(undefined)
  })

  it('that fails in another way is a bug that is told', async () => {
    const broken: Desk = { ...memoryDesk().desk, findApproval: () => Promise.reject(new TypeError('bug')) }

    await expect(anEstate({}, ['convert'], broken).find()).rejects.toThrow('bug')
  })

  it('of a ticketing system that is gone is not asked', async () => {
    const { find } = anEstate({ source: 'page' })

    expect(await find()).toMatchObject(aWait)
  })
})

describe('while nobody has decided', () => {
  it('the request goes on waiting without a new plan', async () => {
    const { find, wait } = anEstate()
    await find()

    expect(await wait()).toMatchObject(aWait)
  })

  it('a decision on the ticket lets it go on', async () => {
    const { find, wait, approve } = anEstate()
    await find()
    approve(approvedOnTicket)

    expect(await wait()).toBe(undefined)
  })

  it('nothing holds up what nobody was asked about', async () => {
    expect(await anEstate().wait()).toBe(undefined)
  })

  it('people are reminded after a day', async () => {
    const { find, wait, clock, read } = anEstate()
    await find()
    clock.advance(86_400)

    await wait()

    expect((await read()).answers.at(-1)?.kind).toBe('approval-reminder')
  })
})
