import * as fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { Transient } from '../../../shared/http/transient.ts'
import { isCancelled, isClosed, type Answer, type RequestRecord } from '../../../shared/room/record.ts'
import type { Snapshot } from '../../../shared/room/snapshot.ts'
import { readLate } from '../../kit/lateReadings.ts'
import { aCommand, aWithdrawal, requestId } from '../../kit/records.ts'
import { address, aRoom } from '../../kit/rooms.ts'
import { aSku, aUser, basicSku, newRoom } from '../../kit/snapshots.ts'
import { aStory } from '../../kit/story.ts'

type Story = ReturnType<typeof aStory>

const seconds = fc.integer({ min: 0, max: 2 })
const aRetry = fc.record({ what: fc.constant('retry'), seconds })
const aRestore = fc.record({ what: fc.constant('restore'), seconds })
const anyEvent = fc.oneof(
  { weight: 4, arbitrary: fc.record({ what: fc.constant('stop'), seconds }) },
  { weight: 5, arbitrary: aRetry },
  { weight: 3, arbitrary: aRestore },
  { weight: 3, arbitrary: fc.record({ what: fc.constant('withdraw') }) },
  {
    weight: 4,
    arbitrary: fc.record({
      what: fc.constant('update'),
      capacity: fc.integer({ min: 1, max: 20 }),
      licence: fc.constantFrom(undefined, undefined, 'basic' as const),
    }),
  },
  {
    weight: 4,
    arbitrary: fc.record({
      what: fc.constant('busy'),
      call: fc.constantFrom('read', 'read', 'configure', 'prepareAccount', 'changeLicences', 'setEnabled'),
      // A step waits for the one; for the other the run is parked.
      seconds: fc.constantFrom(20, 4_000),
    }),
  },
)
type Event = typeof anyEvent extends fc.Arbitrary<infer T> ? T : never

/** What happens before a turn of the engine, counted from the beginning of the chapter. */
const anyEvents = (turns: number, most: number) =>
  fc.array(fc.record({ turn: fc.integer({ min: 1, max: turns }), event: anyEvent }), { maxLength: most })

/** A chapter begins with something that happens while the request rests, and is told until it rests again. */
const anyPlot = fc.record({
  /** A reused room that is off; else the mailbox is made. */
  isReused: fc.boolean(),
  freeUnits: fc.constantFrom(5, 5, 0),
  performing: fc.constantFrom('once' as const, 'once' as const, 'once' as const, 'twice at once' as const),
  isWithdrawnBefore: fc.constantFrom(false, false, false, false, true),
  meanwhile: anyEvents(22, 6),
  chapters: fc.array(fc.record({ first: fc.oneof(aRetry, aRestore, anyEvent), meanwhile: anyEvents(18, 4) }), {
    maxLength: 2,
  }),
})
type Plot = typeof anyPlot extends fc.Arbitrary<infer T> ? T : never

/** The room, the licences and the request, as they are when a plot begins. */
function begin({ performing, isReused, freeUnits, isWithdrawnBefore }: Plot, isLate: boolean): Story {
  const story = aStory(performing)
  if (isReused) story.tenant.put(newRoom({ user: aUser({ isEnabled: false, licences: [] }) }))
  story.tenant.setSkus(aSku({ free: freeUnits }), aSku({ skuId: basicSku, free: basicUnits }))
  if (isLate) readLate(story)
  if (isWithdrawnBefore) story.tell(aWithdrawal({ revision: 0 }))
  story.tell(aCommand())
  return story
}
const basicUnits = 5

/** Makes events happen; each change of the ticket is a newer revision. */
function makeHappen(story: Story): (event: Event) => void {
  let revision = 1
  return (event) => {
    switch (event.what) {
      case 'stop':
      case 'retry':
      case 'restore':
        return story.tell({ kind: event.what, requestId, by: 'ada@contoso.com', at: story.now(event.seconds) })
      case 'withdraw':
        return story.tell(aWithdrawal({ revision: ++revision }))
      case 'update': {
        const { capacity, licence } = event
        return story.tell(aCommand({ revision: ++revision, room: aRoom({ capacity, ...(licence && { licence }) }) }))
      }
      case 'busy':
        return story.tenant.fail(event.call, new Transient('busy', event.seconds))
    }
  }
}

const waitsForLicence = (record: RequestRecord): boolean =>
  record.run.kind === 'parked' && record.run.why === 'licence-free' && !isCancelled(record)

/** Tells it until the request has ended or waits for a licence; seven hours are enough for both. */
async function tellToRest({ settle, minutes, find }: Story): Promise<void> {
  await settle()
  for (let minute = 0; minute < 420; minute++) {
    const record = await find()
    if (isClosed(record) || waitsForLicence(record)) return
    await minutes(1)
  }
}

type Ended = Extract<RequestRecord['run'], { kind: 'ended' }>
type Promised = [promise: string, isKept: boolean]

/** What is not as promised, whatever has happened. */
async function findBroken(story: Story, plot: Plot): Promise<string[]> {
  const record = await story.find()
  const { run } = record
  const isOver = run.kind === 'ended'
  const { user, skus } = story.tenant.at(address)
  const units = skus.reduce((sum, { free }) => sum + free, user?.licences.length ?? 0)
  const said = story.comments.map(({ text }) => text.split('\n').at(-1))
  const promises: Promised[] = [
    ['ends or waits for a licence', isOver || waitsForLicence(record)],
    ['holds nothing after its end', !isOver || (await story.reservations.list()).length === 0],
    ['says how it ended', run.kind !== 'ended' || (saidLast(record) ?? run.end) === run.end],
    ['says everything once', said.join() === record.answers.map((_, n) => `Reference ${requestId}/${n + 1}`).join()],
    ['loses no unit of a licence', units === plot.freeUnits + basicUnits],
    ...promisesOfEnd(story, plot, record),
  ]
  return promises.flatMap(([promise, isKept]) => (isKept ? [] : [promise]))
}

/** The end that was said last, unless it was said since that it starts again. Where nothing was put back it can be the one before, or another. */
const saidLast = ({ answers }: RequestRecord): string | undefined => {
  const last = answers.findLast(({ kind }) => kind === 'not-restored' || kind in meanings)
  return last && meanings[last.kind]
}
const meanings: Partial<Record<Answer['kind'], string>> = {
  restored: 'cancelled',
  ready: 'ready',
  cancelled: 'cancelled',
  ended: 'needs a person',
  retrying: 'retrying',
}

function promisesOfEnd({ tenant }: Story, { isReused }: Plot, record: RequestRecord): Promised[] {
  const { run, readyAt, answers } = record
  const now = tenant.at(address)
  if (run.kind !== 'ended') return []
  if (run.end === 'ready') return promisesOfReady(now, run)
  if (answers.at(-1)?.kind === 'restored') return promisesOfRestored(now, record)
  // A mailbox that was made is on from the beginning, and what was ready once stays as it is.
  const wasOff = isReused && readyAt === undefined
  const isTakenBack = run.end === 'cancelled' && run.facts?.['undone'] !== 'not everything could be taken back'
  return wasOff && isTakenBack ? promisesOfTakenBack(now) : []
}

const promisesOfReady = ({ user, place }: Snapshot, { planned }: Pick<Ended, 'planned'>): Promised[] => [
  ['ready: is on', user?.isEnabled === true],
  ['ready: has one licence', user?.licences.length === 1],
  ['ready: has the wanted seats', place?.['Capacity'] === planned?.capacity],
]

/** Its earlier settings are in the record no more. */
const promisesOfRestored = ({ user }: Snapshot, { before }: RequestRecord): Promised[] => [
  ['put back: is still on', user?.isEnabled === true],
  ['put back: still has its licence', user?.licences.length === 1],
  ['put back: cannot be put back again', before.length === 0],
]

const promisesOfTakenBack = ({ user }: Snapshot): Promised[] => [
  ['cancelled: is off again', user?.isEnabled === false],
  ['cancelled: has no licence', user?.licences.length === 0],
]

/** What is broken after each part of the plot. */
async function tell(plot: Plot, isLate: boolean): Promise<string[][]> {
  const story = begin(plot, isLate)
  const happen = makeHappen(story)
  const tellPart = async (meanwhile: Plot['meanwhile']): Promise<string[]> => {
    const turnsBefore = story.turns()
    for (const [turn, together] of Map.groupBy(meanwhile, (one) => one.turn))
      story.at(turnsBefore + turn, () => {
        for (const { event } of together.splice(0)) happen(event)
      })
    await tellToRest(story)
    story.clock.advance(10)
    return findBroken(story, plot)
  }
  const broken = [await tellPart(plot.meanwhile)]
  for (const { first, meanwhile } of plot.chapters) {
    happen(first)
    broken.push(await tellPart(meanwhile))
  }
  return broken
}

describe('whatever happens to one request and in whatever order, all is as promised', () => {
  it.each([
    ['what is written is read at once', false],
    ['readings are late', true],
  ])('when %s', async (_, isLate) => {
    await fc.assert(
      fc.asyncProperty(anyPlot, async (plot) => {
        expect((await tell(plot, isLate)).flat()).toEqual([])
      }),
      { numRuns: 100 },
    )
  })
})
