import { describe, expect, it } from 'vitest'
import { approvalReasons, approvalReasonsFor, usualReasons } from '../../../../shared/room/approval.ts'
import type { Identified } from '../../../../shared/room/identify.ts'
import { aWork } from '../../../kit/plans.ts'
import { aRoom, type RoomInput } from '../../../kit/rooms.ts'
import { compliantRoom, nothingThere } from '../../../kit/snapshots.ts'

const changing = aWork({ steps: ['ensurePlace'] })
const reuse: Identified = { kind: 'reuse', row: 'room' }
const create: Identified = { kind: 'create', row: 'nothing' }
const convert: Identified = { kind: 'convert', row: 'shared', asks: 'convert' }
const restore: Identified = { kind: 'restore', row: 'deleted-room', asks: 'restore' }
const lookAlike: Identified = { kind: 'create', row: 'look-alike', asks: 'look-alike' }

interface Case {
  work?: ReturnType<typeof aWork>
  room?: Partial<RoomInput>
  meetings?: number
  licencesLeft?: number
}

const reasonsFor = (identified: Identified, { work, room, meetings, licencesLeft }: Case = {}) =>
  approvalReasonsFor({
    identified,
    work,
    licencesLeft,
    room: aRoom(room),
    snapshot: {
      ...(identified.kind === 'create' ? nothingThere() : compliantRoom()),
      ...(meetings !== undefined && { meetings }),
    },
    made: { mailbox: false, password: false },
    topology: 'online',
    lookAlikes: [],
  })

describe('why somebody has to agree', () => {
  it.each<[string, Identified, Case, string[]]>([
    ['a new account', create, {}, ['create']],
    ['a new account beside a similar one', lookAlike, {}, ['create', 'look-alike']],
    ['a room that is right', reuse, { work: aWork() }, []],
    ['a room that changes', reuse, { work: changing }, ['reuse']],
    ['something that becomes a room', convert, {}, ['convert']],
    ['a room that comes back', restore, {}, ['restore']],
    ['a room with meetings that changes', reuse, { work: changing, meetings: 1 }, ['reuse', 'future-meetings']],
    ['a room with meetings that is right', reuse, { work: aWork(), meetings: 9 }, []],
    ['a room whose meetings could not be read', reuse, { work: changing }, ['reuse']],
    ['a room without meetings', reuse, { work: changing, meetings: 0 }, ['reuse']],
    ['something with meetings that becomes a room', convert, { meetings: 2 }, ['convert', 'future-meetings']],
    ['a new account with a number', create, { room: { phoneNumber: '+4722334455' } }, ['create', 'voice']],
    [
      'a room that changes and has voice',
      reuse,
      { work: changing, room: { enterpriseVoice: true } },
      ['reuse', 'voice'],
    ],
    ['a room that is right and has voice', reuse, { work: aWork(), room: { enterpriseVoice: true } }, []],
    ['the fourth unit', create, { licencesLeft: 4 }, ['create']],
    ['the third unit', create, { licencesLeft: 3 }, ['create', 'last-licences']],
    ['the last unit', create, { licencesLeft: 1 }, ['create', 'last-licences']],
    ['a unit that is waited for', create, { licencesLeft: 0 }, ['create']],
  ])('%s', (_, identified, given, reasons) => {
    expect(reasonsFor(identified, given)).toEqual(reasons)
  })
})

describe('an estate that says nothing', () => {
  it('wants consent for everything but a plain new account and a plain change', () => {
    const unasked = Object.keys(approvalReasons).filter((reason) => !usualReasons.some((usual) => usual === reason))

    expect(unasked).toEqual(['create', 'reuse'])
  })
})
