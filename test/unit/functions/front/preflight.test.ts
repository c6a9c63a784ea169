import { describe, expect, it } from 'vitest'
import { askForPreflight, readPreflight } from '../../../../functions/front/preflight.ts'
import type { Person } from '../../../../shared/http/signIn.ts'
import { commandSchema } from '../../../../shared/room/command.ts'
import type { PreflightFinding } from '../../../../shared/room/preflight.ts'
import { aDoorRequest, jsonOf } from '../../../kit/doorRequest.ts'
import { adam, aFront, rita, signedIn } from '../../../kit/front.ts'
import { start } from '../../../kit/records.ts'

const reader: Person = { ...rita, roles: ['Reader'] }
const approver: Person = { ...rita, roles: ['Approver'] }
const finding: PreflightFinding = {
  id: 'graph:User.Read.All',
  kind: 'graph',
  title: 'App role User.Read.All on Microsoft Graph',
  state: 'missing',
  why: 'Needed for reading.',
  users: ['identifyAndPlan'],
  where: ['cloud'],
  remedy: 'Grant it.',
}

describe('what the service may do', () => {
  it.each([adam, reader])('is shown to $roles, with when it was read', async (person) => {
    const { world, call } = aFront(person)
    const demands = { estate: { topologies: [], voice: false, groups: false, canary: false }, domain: 'contoso.com' }
    await world.preflight.keep({ readAt: start, demands, findings: [finding] })

    const answer = await call(readPreflight)(aDoorRequest({ headers: signedIn }))

    expect([answer.status, jsonOf(answer)]).toEqual([200, { readAt: start, findings: [finding] }])
  })

  it('is empty, and no error, before anybody has looked', async () => {
    const answer = await aFront(adam).call(readPreflight)(aDoorRequest({ headers: signedIn }))

    expect([answer.status, jsonOf(answer)]).toEqual([200, { findings: [] }])
  })

  it.each([rita, approver])('is not shown to $roles', async (person) => {
    expect((await aFront(person).call(readPreflight)(aDoorRequest({ headers: signedIn }))).status).toBe(403)
  })

  it('is not shown without a token', async () => {
    expect((await aFront(adam).call(readPreflight)(aDoorRequest())).status).toBe(401)
  })
})

describe('another look', () => {
  it('is a command that the back understands', async () => {
    const { sent, clock, call } = aFront(adam)

    const answer = await call(askForPreflight)(aDoorRequest({ method: 'POST', headers: signedIn }))

    expect([answer.status, jsonOf(answer)]).toEqual([202, { at: clock.now().toISOString() }])
    expect(sent).toEqual([{ kind: 'preflight', at: clock.now().toISOString(), by: adam.email }])
    expect(commandSchema.safeParse(sent[0]).success).toBe(true)
  })

  it.each([rita, approver, reader])('is not for $roles', async (person) => {
    const { sent, call } = aFront(person)

    const answer = await call(askForPreflight)(aDoorRequest({ method: 'POST', headers: signedIn }))

    expect([answer.status, sent]).toEqual([403, []])
  })

  it('says so while the queue is away', async () => {
    const { queue, call } = aFront(adam)
    queue.isAway = true

    expect((await call(askForPreflight)(aDoorRequest({ method: 'POST', headers: signedIn }))).status).toBe(503)
  })
})
