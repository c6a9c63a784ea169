import { describe, expect, it } from 'vitest'
import { readStrays } from '../../../../functions/front/strays.ts'
import type { Person } from '../../../../shared/http/signIn.ts'
import { aDoorRequest, jsonOf } from '../../../kit/doorRequest.ts'
import { adam, aFront, rita, signedIn } from '../../../kit/front.ts'
import { start } from '../../../kit/records.ts'

const reader: Person = { ...rita, roles: ['Reader'] }
const report = {
  readAt: start,
  pattern: 'mtr-{site}-{room}',
  rooms: 2,
  strays: [{ address: 'board@contoso.com', reason: 'does not begin with "mtr-"' }],
}

describe('rooms that do not follow the naming pattern', () => {
  it.each([adam, reader])('are shown to $roles, with when they were listed', async (person) => {
    const { world, call } = aFront(person)
    await world.strays.keep(report)

    const answer = await call(readStrays)(aDoorRequest({ headers: signedIn }))

    expect([answer.status, jsonOf(answer)]).toEqual([200, { ...report, count: 1 }])
  })

  it('are none, and no error, before anybody has listed them', async () => {
    const answer = await aFront(adam).call(readStrays)(aDoorRequest({ headers: signedIn }))

    expect([answer.status, jsonOf(answer)]).toEqual([200, { rooms: 0, count: 0, strays: [] }])
  })

  it('are not shown to requesters', async () => {
    expect((await aFront(rita).call(readStrays)(aDoorRequest({ headers: signedIn }))).status).toBe(403)
  })
})
