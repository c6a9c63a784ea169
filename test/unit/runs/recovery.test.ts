import { describe, expect, it } from 'vitest'
import { lookAfter } from '../../../functions/runs/lookAfter.ts'
import { Transient } from '../../../shared/http/transient.ts'
import { retry } from '../../../shared/room/intake.ts'
import { memoryEngine } from '../../kit/memoryEngine.ts'
import { aCommand, after, aRecord, aWithdrawal, ended, requestId } from '../../kit/records.ts'
import { address, aRoom } from '../../kit/rooms.ts'
import { aSku, aUser, basicSku, compliantRoom, newRoom, personsMailbox } from '../../kit/snapshots.ts'
import { aStory } from '../../kit/story.ts'
import { aWorld } from '../../kit/world.ts'

const person = { requestId, by: 'ada@contoso.com' }
const another = (n: number, address: string) =>
  aCommand({ requestId: String(n).padStart(20, '0'), ticket: `T-${n}`, room: aRoom({ address }) })

describe('somebody else who makes something at the address just before us', () => {
  it('keeps a room with its password', async () => {
    const story = aStory()
    story.tell(aCommand())
    story.at(2, () => story.tenant.put(compliantRoom()))

    await story.run()

    expect((await story.find()).run).toMatchObject({ end: 'ready' })
    expect(story.tenant.passwords.size).toBe(0)
  })

  it('leaves the ticket free to name another address', async () => {
    const story = aStory()
    story.tell(aCommand())
    story.at(2, () => story.tenant.put(personsMailbox()))
    await story.run()
    expect((await story.find()).run).toMatchObject({ code: 'mailbox-belongs-to-a-person' })

    story.tell(aCommand({ revision: 2, room: aRoom({ address: 'mtr-other@contoso.com' }) }))
    story.tell({ kind: 'retry', ...person, at: after(9_000) })
    await story.run()

    expect(await story.find()).toMatchObject({ account: 'mtr-other@contoso.com', run: { end: 'ready' } })
  })

  it('is not proposed for removal when the request is cancelled', async () => {
    const story = aStory()
    story.tell(aCommand())
    story.at(2, () => story.tenant.put(personsMailbox()))
    await story.run()

    story.tell({ kind: 'retry', ...person, at: after(9_000) }, { kind: 'stop', ...person, at: after(9_001) })
    await story.run()

    expect(story.comments.at(-1)?.text).not.toContain('the room mailbox')
  })
})

describe('taking back', () => {
  it('that must wait for more than an hour is done when Microsoft 365 is back', async () => {
    const story = aStory()
    story.tell(aCommand())
    story.at(9, () => {
      story.tell(aWithdrawal())
      story.tenant.fail('read', new Transient('busy', 4_000))
    })

    await story.run()

    expect((await story.find()).run).toMatchObject({ end: 'cancelled' })
    expect(story.tenant.at(address).skus[0]?.free).toBe(5)
  })

  it('that was refused is done by a retry, although the ticket stays withdrawn', async () => {
    const story = aStory()
    story.tell(aCommand())
    story.at(9, () => {
      story.tell(aWithdrawal())
      story.tenant.fail('read', { kind: 'failed', reason: 'denied', text: 'no' })
    })
    await story.run()
    expect(story.tenant.at(address).skus[0]?.free).toBe(4)

    story.tell({ kind: 'retry', ...person, at: after(9_000) })
    await story.run()

    expect((await story.find()).run).toMatchObject({ end: 'cancelled' })
    expect(story.tenant.at(address).skus[0]?.free).toBe(5)
  })

  it('long after the room was ready leaves it as it is', async () => {
    const story = aStory()
    story.tenant.put(newRoom({ user: aUser({ isEnabled: false, licences: [] }) }))
    story.tell(aCommand())
    await story.run()
    story.clock.advance(60 * 86_400)

    story.tell({ kind: 'retry', ...person, at: story.now() }, { kind: 'stop', ...person, at: story.now(1) })
    await story.run()

    expect((await story.find()).run).toMatchObject({ end: 'cancelled' })
    expect(story.tenant.at(address).user?.isEnabled).toBe(true)
  })
})

describe('patience', () => {
  it('with Microsoft 365 is whole again after it had answered', async () => {
    const story = aStory()
    story.tenant.setSkus(aSku({ free: 0 }))
    story.tenant.fail('read', new Transient('busy', 4_000))
    story.tell(aCommand())
    await story.settle()
    await story.minutes(70)
    expect((await story.find()).run).toMatchObject({ why: 'licence-free' })

    await story.minutes(24 * 4)
    story.tenant.fail('read', new Transient('busy', 5))
    await story.minutes(90)

    expect((await story.find()).run).toMatchObject({ kind: 'parked', why: 'licence-free' })
  })

  it('of days costs few runs', async () => {
    const story = aStory()
    story.tenant.setSkus(aSku({ free: 0 }))
    story.tell(aCommand())
    await story.settle()

    await story.minutes(24 * 60)

    expect((await story.find()).attempts).toBeLessThan(40)
  })

  it('is not shared: a ticketing system that asks for a day does not hold up a parked room', async () => {
    const story = aStory()
    story.tenant.setSkus(aSku({ free: 0 }))
    let posts = 0
    const { generic } = story.world.desks
    story.world.desks.generic = {
      hasAnswer: async () => false,
      post: async (...given) => {
        posts += 1
        if (posts > 2) throw new Transient('429', 86_400)
        return generic?.post(...given)
      },
      findApproval: async () => undefined,
    }
    story.tell(aCommand())
    await story.settle()
    story.tenant.setSkus(aSku({ free: 1 }))

    await story.minutes(90)

    expect((await story.find()).run).toMatchObject({ end: 'ready' })
  })

  it('with the ticketing system ends, whatever is wrong', async () => {
    const story = aStory()
    story.world.desks.generic = {
      hasAnswer: async () => false,
      post: () => Promise.reject(new TypeError('a bug')),
      findApproval: async () => undefined,
    }
    story.tenant.put(compliantRoom())
    story.tell(aCommand())
    await story.settle()

    for (let hours = 0; hours < 9 * 24; hours++) {
      story.clock.advance(3_540)
      await story.minutes(1)
    }

    const { answered, answers } = await story.find()
    expect(answered).toBe(answers.length)
  })
})

describe('the address of a wish that was corrected in time', () => {
  it.each([2, 3])('is free for another request, corrected before turn %i', async (turn) => {
    const story = aStory()
    story.tenant.setSkus(aSku({ free: 0 }))
    story.tell(another(1, 'wrong@contoso.com'))
    story.tenant.fail('read', new Transient('busy', 20))
    story.at(turn, () => story.tell({ ...another(1, 'right@contoso.com'), revision: 2 }))
    await story.settle()
    await story.minutes(3)
    expect(await story.find('1'.padStart(20, '0'))).toMatchObject({ account: 'right@contoso.com' })

    story.tell(another(2, 'wrong@contoso.com'))
    await story.settle()

    expect((await story.find('2'.padStart(20, '0'))).run).not.toMatchObject({ why: 'account-free' })
  })
})

describe('the place in the queue for a licence that is not wanted any more', () => {
  it('is free for another request', async () => {
    const story = aStory()
    const noBasic = aSku({ skuId: basicSku, free: 0 })
    story.tenant.setSkus(aSku({ free: 0 }), noBasic)
    story.tell(another(1, 'a@contoso.com'))
    await story.settle()
    story.tell({ ...another(2, 'b@contoso.com'), at: after(60) })
    await story.settle()
    const room = aRoom({ address: 'a@contoso.com', licence: 'basic' })
    story.tell({ ...another(1, 'a@contoso.com'), revision: 2, room })
    await story.settle()

    story.tenant.setSkus(aSku({ free: 1 }), noBasic)
    await story.minutes(60)

    expect((await story.find('1'.padStart(20, '0'))).run).toMatchObject({ why: 'licence-free' })
    expect((await story.find('2'.padStart(20, '0'))).run).toMatchObject({ end: 'ready' })
  })
})

describe('stop and retry', () => {
  it('of what waits say once more that it waits', async () => {
    const story = aStory()
    story.tenant.setSkus(aSku({ free: 0 }))
    story.tell(aCommand())
    await story.settle()
    story.tell({ kind: 'stop', ...person, at: after(500) })
    await story.run()

    story.clock.advance(86_400)
    story.tell({ kind: 'retry', ...person, at: story.now() })
    await story.settle()

    expect((await story.find()).answers.map(({ kind }) => kind).slice(2)).toEqual([
      'waiting',
      'cancelled',
      'retrying',
      'waiting',
    ])
    expect(story.comments.at(-1)).toMatchObject({ state: 'waiting' })
  })

  it('delivered again later make no room that was cancelled', async () => {
    const story = aStory()
    story.tell(aCommand({ room: aRoom({ licence: 'basic' }) }))
    await story.run()
    const again = { kind: 'retry', ...person, at: after(100) } as const
    story.tenant.setSkus(aSku(), aSku({ skuId: basicSku, free: 0 }))
    story.tell(again)
    await story.settle()
    story.tell({ kind: 'stop', ...person, at: after(200) })
    await story.run()

    story.tenant.setSkus(aSku(), aSku({ skuId: basicSku, free: 5 }))
    story.tell(again)
    await story.run()

    expect((await story.find()).run).toMatchObject({ end: 'cancelled' })
  })
})

describe('a withdrawal that overtakes its request', () => {
  it('says nothing before it, makes nothing after it, and is answered once', async () => {
    const story = aStory()
    story.tell(aWithdrawal())
    await story.run()
    expect((await story.find()).answers).toEqual([])

    story.tell(aCommand())
    await story.run()

    expect((await story.find()).answers.map(({ kind }) => kind)).toEqual(['cancelled'])
    expect(story.tenant.writes()).toEqual([])
  })
})

describe('a retry while the holds of the end are given back', () => {
  it('keeps what its run has taken', async () => {
    const hold = { kind: 'address' as const, key: address }
    const made = aWorld(aRecord({ run: ended('needs a person'), attempts: 1, holds: [hold] }))
    await made.reservations.take(hold, requestId, 1)
    const { engine } = memoryEngine()
    const known = { ...made.world.reservations }
    made.world.reservations.release = async (...given) => {
      await made.requests.change(requestId, (record) => record && retry(record, after(1)))
      await made.reservations.take(hold, requestId, 2)
      return known.release(...given)
    }

    await lookAfter(made.world, engine, requestId)

    expect(await made.reservations.list()).toHaveLength(1)
  })
})
