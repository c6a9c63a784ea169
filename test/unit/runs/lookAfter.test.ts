import { describe, expect, it } from 'vitest'
import { lookAfter } from '../../../functions/runs/lookAfter.ts'
import { keepHold } from '../../../shared/room/claims.ts'
import { stop } from '../../../shared/room/intake.ts'
import type { Hold, RequestRecord } from '../../../shared/room/record.ts'
import type { InstanceState } from '../../../shared/room/next.ts'
import { aClaim, after, anAnswer, aRecord, aRunningRecord, ended, parked, requestId } from '../../kit/records.ts'
import { address } from '../../kit/rooms.ts'
import { memoryEngine } from '../../kit/memoryEngine.ts'
import { aWorld } from '../../kit/world.ts'

const instance = (attempt: number) => `${requestId}-${attempt}`
const provisioning = (attempt: number) => ({
  workflow: 'provisionRoom',
  instance: instance(attempt),
  input: { requestId, attempt },
})

function aPlace(record: RequestRecord, instances: Record<string, InstanceState> = {}) {
  const made = aWorld(record)
  const engine = memoryEngine(instances)
  const look = () => lookAfter(made.world, engine.engine, requestId)
  const read = async () => {
    const known = await made.requests.read(requestId)
    if (!known) throw new Error('the record is gone')
    return known.record
  }
  const provisioned = () => engine.started.filter(({ workflow }) => workflow === 'provisionRoom')
  const answering = () => engine.started.filter(({ workflow }) => workflow === 'answerTicket')
  return { ...made, ...engine, look, read, provisioned, answering }
}

describe('a request that was taken in', () => {
  it('is started once, and the record knows before the engine does', async () => {
    const { look, provisioned, read } = aPlace(aRecord())

    await look()

    expect(provisioned()).toEqual([provisioning(1)])
    expect(await read()).toMatchObject({ attempts: 1, run: { kind: 'running' }, nextLook: after(300) })
  })

  it('is started once by two that look at the same time', async () => {
    const { look, provisioned, read } = aPlace(aRecord())

    await Promise.all([look(), look()])

    expect(provisioned()).toEqual([provisioning(1)])
    expect((await read()).attempts).toBe(1)
  })

  it('is answered as accepted', async () => {
    const { look, answering } = aPlace(aRecord())

    await look()

    expect(answering()).toEqual([
      { workflow: 'answerTicket', instance: `answer-${requestId}-1`, input: { requestId, attempt: 1 } },
    ])
  })

  it('is started by the next look when the first was cut off between record and engine', async () => {
    const { look, read, provisioned, failStart } = aPlace(aRecord())
    failStart(new Error('the process was killed'))
    await expect(look()).rejects.toThrow('killed')

    await look()

    expect(provisioned()).toEqual([provisioning(1)])
    expect((await read()).attempts).toBe(1)
  })

  it('that nobody knows is nothing to do', async () => {
    const { world, engine, started } = aPlace(aRecord())

    await lookAfter(world, engine, 'f'.repeat(20))

    expect(started).toEqual([])
  })
})

describe('a run', () => {
  it('that works is left alone, and looked at later again', async () => {
    const { look, clock, provisioned, nudged, read } = aPlace(aRunningRecord(), { [instance(1)]: 'active' })
    clock.advance(300)

    await look()

    expect([provisioned(), nudged]).toEqual([[], []])
    expect((await read()).nextLook).toBe(after(600))
  })

  it.each<InstanceState>(['completed', 'broken'])(
    'that is %s without telling is followed by another',
    async (state) => {
      const { look, provisioned, read } = aPlace(aRunningRecord(), { [instance(1)]: state })

      await look()

      expect(provisioned()).toEqual([provisioning(2)])
      expect(await read()).toMatchObject({ attempts: 2, failures: 1 })
    },
  )

  it('that breaks off for the third time ends with a person, who is told', async () => {
    const { look, provisioned, answering, read } = aPlace(aRunningRecord({ failures: 2, attempts: 3 }), {
      [instance(3)]: 'broken',
    })

    await look()

    expect(provisioned()).toEqual([])
    expect((await read()).run).toMatchObject({ end: 'needs a person', code: 'too-many-attempts' })
    expect(answering()).toHaveLength(1)
  })

  it('that breaks off is followed by one other, however many look', async () => {
    const { look, provisioned, read } = aPlace(aRunningRecord(), { [instance(1)]: 'broken' })

    await Promise.all([look(), look(), look()])

    expect(provisioned()).toEqual([provisioning(2)])
    expect((await read()).failures).toBe(1)
  })

  it('of a request that was stopped is woken', async () => {
    const { look, nudged } = aPlace(stop(aRunningRecord(), after(60)), { [instance(1)]: 'active' })

    await look()

    expect(nudged).toEqual([instance(1)])
  })
})

describe('a request that waits', () => {
  const waiting = aRecord({ run: parked(), attempts: 1 })

  it('is left alone until it is due', async () => {
    const { look, clock, started } = aPlace(waiting)
    clock.advance(599)

    await look()

    expect(started).toEqual([])
  })

  it('goes on in another run when it is due', async () => {
    const { look, clock, provisioned } = aPlace(waiting)
    clock.advance(600)

    await look()

    expect(provisioned()).toEqual([provisioning(2)])
  })

  it('goes on at once when it was stopped, to take back what was changed', async () => {
    const { look, provisioned } = aPlace(stop(waiting, after(60)))

    await look()

    expect(provisioned()).toEqual([provisioning(2)])
  })
})

describe('a request that is stopped before anything was made', () => {
  it('ends at once, and the ticket is told', async () => {
    const { look, provisioned, answering, read } = aPlace(stop(aRecord(), after(60)))

    await look()

    expect(provisioned()).toEqual([])
    expect((await read()).run).toMatchObject({ kind: 'ended', end: 'cancelled' })
    expect(answering()).toHaveLength(1)
  })

  it('is run once more when something was made, to undo it', async () => {
    const { look, provisioned } = aPlace(
      stop(aRecord({ claims: [aClaim('mailbox', address)], attempts: 1 }), after(60)),
    )

    await look()

    expect(provisioned()).toEqual([provisioning(2)])
  })
})

describe('what an ended request held', () => {
  const holds: Hold[] = [
    { kind: 'account', key: address },
    { kind: 'address', key: address },
  ]
  const take = async ({ reservations }: ReturnType<typeof aPlace>) => {
    for (const hold of holds) await reservations.take(hold, requestId, 1)
  }

  it('is free after the third failure', async () => {
    const place = aPlace(aRunningRecord({ holds, failures: 2, attempts: 3 }), { [instance(3)]: 'broken' })
    await take(place)

    await place.look()

    expect(await place.reservations.list()).toEqual([])
  })

  it('is free after a stop between two runs', async () => {
    const place = aPlace(stop(aRecord({ holds, attempts: 1 }), after(60)))
    await take(place)

    await place.look()

    expect(await place.reservations.list()).toEqual([])
  })

  it('is free when the end was written and the release was cut off', async () => {
    const place = aPlace(aRecord({ run: ended('ready'), holds, attempts: 1, answers: [anAnswer('ready')] }))
    await take(place)

    await place.look()

    expect(await place.reservations.list()).toEqual([])
  })

  it('keeps what was taken while it gave the others back', async () => {
    const [first] = holds
    const later: Hold = { kind: 'device', key: 'ABC123' }
    const place = aPlace(aRecord({ run: ended('ready'), holds: [first ?? later], attempts: 1 }))
    const release = place.reservations.release.bind(place.reservations)
    place.world.reservations = {
      ...place.reservations,
      release: async (...given) => {
        await place.requests.change(requestId, (known) => known && keepHold(known, later))
        return release(...given)
      },
    }

    await place.look()

    expect((await place.read()).holds).toEqual([later])
  })
})

describe('answers', () => {
  const said = [anAnswer('accepted'), anAnswer('planned'), anAnswer('ready')]
  const over = aRecord({ run: ended('ready'), attempts: 1, answers: said })

  it('that the ticket has not got are posted from the first one on', async () => {
    const { look, answering } = aPlace({ ...over, answered: 1 })

    await look()

    expect(answering().map((one) => one.instance)).toEqual([`answer-${requestId}-2`])
  })

  it('that the ticket has got are not posted again', async () => {
    const { look, answering } = aPlace({ ...over, answered: 3 })

    await look()

    expect(answering()).toEqual([])
  })

  it('are posted by one, however many look', async () => {
    const { look, answering } = aPlace(over)

    await Promise.all([look(), look(), look()])

    expect(answering()).toHaveLength(1)
  })

  it('wait while the desk is away, and are posted when it is time', async () => {
    const { look, clock, answering } = aPlace({ ...over, answerNotBefore: after(600) })

    await look()
    expect(answering()).toEqual([])
    clock.advance(600)
    await look()

    expect(answering()).toHaveLength(1)
  })

  it('that were not posted by an earlier instance are posted by another of the same name', async () => {
    const { look, answering } = aPlace(over, { [`answer-${requestId}-1`]: 'completed' })

    await look()

    expect(answering()).toHaveLength(1)
  })
})
