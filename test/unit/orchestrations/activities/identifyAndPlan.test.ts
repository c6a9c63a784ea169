import { expect, it } from 'vitest'
import { identifyAndPlan } from '../../../../orchestrations/activities/identifyAndPlan.ts'
import { startRun } from '../../../../shared/room/attempts.ts'
import type { Room } from '../../../../shared/room/request.ts'
import { aPerformance } from '../../../kit/performOne.ts'
import { after, aRecord, requestId, start } from '../../../kit/records.ts'
import { aRequester, aRoom } from '../../../kit/rooms.ts'

function aRun(changes: Partial<Room> = {}) {
  const wanted = { revision: 1, contentRevision: 1, room: aRoom(changes), requester: aRequester() }
  return aPerformance(startRun(aRecord({ wanted }), start, after(300)))
}

it('what the cloud of the tenant does not have is refused with nothing but a reading', async () => {
  const { ask, tenant, world } = aRun({ dialOut: 'domestic' })
  world.cloud = 'china'

  const outcome = await ask(identifyAndPlan, null)

  expect(outcome).toMatchObject({ kind: 'refused', code: 'not-in-this-cloud' })
  expect(tenant.calls).toEqual(['read'])
})

it('a room that needs a permission that is missing is refused with nothing but a reading', async () => {
  const { ask, tenant, world } = aRun()
  world.readPreflight = async () => ({ cmdlets: ['Get-Mailbox'] })
  await world.preflight.keep({
    readAt: world.clock.now().toISOString(),
    demands: world.demands,
    findings: [
      {
        id: 'exchange:TenantPlacesManagement',
        kind: 'exchange',
        title: 'Management role TenantPlacesManagement in Exchange Online',
        state: 'missing',
        why: 'Needed for writing building, floor and equipment.',
        users: ['ensurePlace'],
        where: ['exchange-online'],
        remedy: 'Give it.',
      },
    ],
  })

  const outcome = await ask(identifyAndPlan, null)

  expect(outcome).toMatchObject({ kind: 'refused', code: 'not-prepared' })
  expect(tenant.calls).toEqual(['read'])
})

it('a room that needs nothing that is missing is planned', async () => {
  const { ask } = aRun()

  expect(await ask(identifyAndPlan, null)).toMatchObject({ kind: 'done', value: { kind: 'create' } })
})

it.each([
  ['blocked', 'blocks', true],
  ['only warned about', 'warns', undefined],
] as const)('a room of which the sign-in was %s at the last check is planned so', async (_, severity, wasChanged) => {
  const { ask, requests } = aRun()
  const finding = { code: 'policy-blocks', severity, says: 'S.', remedy: 'R.' } as const
  const known = (await requests.read(requestId))?.record
  if (!known) throw new Error('no record')
  await requests.put({ ...known, signIn: { findings: [finding], notChecked: [], attempt: 1, at: start } })

  const outcome = await ask(identifyAndPlan, null)

  expect('value' in outcome && outcome.value.wasChanged).toBe(wasChanged)
})
