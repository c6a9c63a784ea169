import { expect, it } from 'vitest'
import { ensureCalendar } from '../../../../orchestrations/activities/ensureCalendar.ts'
import { ensurePlace } from '../../../../orchestrations/activities/ensurePlace.ts'
import { Transient } from '../../../../shared/http/transient.ts'
import { later, refused } from '../../../../shared/outcome.ts'
import { aPerformance } from '../../../kit/performOne.ts'
import { aWork } from '../../../kit/plans.ts'
import { aClaim, aRunningRecord, requestId } from '../../../kit/records.ts'
import { address } from '../../../kit/rooms.ts'
import { newRoom } from '../../../kit/snapshots.ts'

const comments = { setting: 'mailbox.deleteComments', from: true, to: false }
const building = { setting: 'location.building', from: '', to: 'Fjordgata 1' }
const timeZone = { setting: 'location.timeZone', from: '', to: 'W. Europe Standard Time' }
const work = aWork({ differences: [comments, building, timeZone] })

function aRun() {
  const performance = aPerformance(aRunningRecord({ account: address }))
  performance.tenant.put(newRoom())
  return performance
}

it.each([
  ['of the calendar', ensureCalendar, [comments], { calendar: { DeleteComments: false } }],
  [
    'of the place',
    ensurePlace,
    [building, timeZone],
    { place: { Building: 'Fjordgata 1' }, regional: { TimeZone: 'W. Europe Standard Time' } },
  ],
] as const)(
  'the step %s writes its own settings in one call, and has each audited',
  async (_, step, changes, expected) => {
    const { ask, tenant, world } = aRun()

    expect(await ask(step, work)).toMatchObject({ kind: 'done' })
    expect(tenant.calls).toEqual(['configure'])
    expect(tenant.at(address)).toMatchObject(expected)
    expect(await world.audit.ofRequest(requestId)).toMatchObject([{ step: step.name, account: address, changes }])
  },
)

it('a change is claimed before it is made, so that its undoing knows of it when the answer is lost', async () => {
  const { ask, tenant, read } = aRun()
  tenant.fail('configure', new Transient('the answer was lost'))

  await ask(ensurePlace, work)
  expect((await read()).claims).toEqual([aClaim('settings', 'ensurePlace', { isDone: false })])

  await ask(ensurePlace, work)
  expect((await read()).claims).toEqual([aClaim('settings', 'ensurePlace')])
})

it('a room that does not show yet is waited for', async () => {
  const { ask, tenant } = aRun()
  tenant.fail('configure', { kind: 'failed', reason: 'absent', text: "couldn't be found on" })

  expect(await ask(ensureCalendar, work)).toEqual(later(15, 'mailbox-visible'))
})

it.each([
  ['denied', refused('permission-missing', { what: 'changing rooms' })],
  ['other', refused('refused-by-microsoft', { text: 'The time zone is not valid.' })],
] as const)('a change that is %s ends the run with the reason', async (reason, expected) => {
  const { ask, tenant } = aRun()
  tenant.fail('configure', { kind: 'failed', reason, text: 'The time zone is not valid.' })

  expect(await ask(ensurePlace, work)).toEqual(expected)
})
