import { expect, it } from 'vitest'
import { Transient } from '../../../shared/http/transient.ts'
import { foldAlerts, type Concern } from '../../../shared/room/estate/alerts.ts'
import { tellAlerts } from '../../../shared/tellAlerts.ts'
import { judgeEstate } from '../../../orchestrations/activities/judgeEstate.ts'
import { anEstate } from '../../kit/estate.ts'
import { start } from '../../kit/records.ts'
import { aWorld } from '../../kit/world.ts'

const concern = (subject: string): Concern => ({ kind: 'setting-wrong', subject, says: '', count: 1, accounts: [] })

async function aPlaceWithAlerts(...subjects: string[]) {
  const made = aWorld()
  const { alerts, notices } = foldAlerts([], subjects.map(concern), start)
  await made.world.alerts.keep(alerts, notices)
  return made
}

it('everybody who is configured is told once', async () => {
  const { world } = await aPlaceWithAlerts('account.enabled', 'licence.room')
  const told: string[] = []
  const alertHook = async ({ alert }: { alert: { subject: string } }) => told.push(alert.subject) && 204

  await tellAlerts({ ...world, alertHook })
  await tellAlerts({ ...world, alertHook })

  expect(told.toSorted()).toEqual(['account.enabled', 'licence.room'])
})

it.each([
  ['is away', () => Promise.reject(new Transient('away'))],
  ['refuses', () => Promise.resolve(500)],
])('whoever %s is told the next time', async (_, answer) => {
  const { world } = await aPlaceWithAlerts('account.enabled')
  let told = 0

  await tellAlerts({ ...world, alertHook: answer })
  await tellAlerts({ ...world, alertHook: async () => ++told && 204 })

  expect(told).toBe(1)
})

it('what nobody took for a week, or nobody is there to take, is dropped', async () => {
  const { world, clock } = await aPlaceWithAlerts('account.enabled')
  clock.advance(8 * 86_400)

  await tellAlerts({ ...world, alertHook: () => Promise.reject(new Error('is not called')) })

  expect(await world.alerts.listPending()).toEqual([])
})

it('after a scan, what drifted is alerted, and put right where the policy says so', async () => {
  const { world, sent, run, start: begin, scan } = anEstate(2)
  await scan()
  await world.jobs.change({ id: '', kind: 'scan' }, (known) => known && { ...known, id: 'an earlier one' })
  await begin('scan')
  world.alertRules = { drift: { '*': ['alert'], Mailbox: ['alert', 'remediate'] }, lowUnits: 3 }

  await run(judgeEstate, null)

  expect((await world.alerts.list()).map(({ subject }) => subject)).toContain('mailbox.deleteComments')
  expect(sent).toMatchObject([{ kind: 'repair', scope: { all: 'needs-action' } }])
  expect(sent[0]).toHaveProperty('scope.settings', expect.arrayContaining(['mailbox.deleteComments']))
  expect(sent[0]).not.toHaveProperty('scope.settings', expect.arrayContaining(['account.passwordNeverExpires']))
})

it('after a scan that found no drift nothing is put right', async () => {
  const { world, sent, run, start: begin } = anEstate(0)
  world.alertRules = { drift: { '*': ['remediate'] }, lowUnits: 3 }
  await begin('scan')

  await run(judgeEstate, null)

  expect(sent).toEqual([])
})
