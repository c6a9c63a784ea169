import { afterAll, afterEach, beforeAll, describe, expect, test } from 'vitest'
import { aRoom, observe, type Observer } from '../kit/observe.ts'
import { startStack, waitFor, type TestStack } from '../kit/stack.ts'

/** What the tenant has as a whole is changed here, so that these run one after the other. */
let stack: TestStack
let see: Observer
beforeAll(async () => {
  stack = await startStack()
  see = observe(stack)
})
afterAll(() => stack.stop())
afterEach(async () => {
  await see.tenant('/conditional-access/policies', 'DELETE')
  await see.tenant('/switches', 'PUT', { isModernAuthenticationEnabled: true, hasSecurityDefaults: false })
  await see.tenant('/switches', 'PUT', { isExchangeServerModern: true, isSkypeServerModern: true })
})

const addPolicy = (policy: object) => see.tenant('/conditional-access/policies', 'POST', policy)
const mfaForAll = 'Require multifactor authentication for all users'
const aPolicy = (displayName: string, rest: object = {}): object => ({
  displayName,
  state: 'enabled',
  conditions: { applications: { includeApplications: ['All'] }, users: { includeUsers: ['All'] } },
  grantControls: { operator: 'OR', builtInControls: ['mfa'] },
  ...rest,
})
const lastOf = async (name: string, rest: object = {}) => {
  const ticket = await see.openTicket(aRoom(name, rest))
  const { comments, state } = await see.answered(ticket)
  return { ticket, state, told: comments.at(-1)?.text ?? '' }
}
const questions = (since: number) =>
  see
    .journal('conditionalAccess/evaluate')
    .filter(({ item }) => item !== undefined)
    .slice(since)

/** As the rehearsal tenant has it already. */
const boardOne = {
  name: 'Board Room 1',
  site: 'OSL',
  building: 'Aker Brygge 1',
  floor: 4,
  capacity: 10,
  usageLocation: 'NO',
  timeZone: 'Europe/Oslo',
}

describe('a room that nothing keeps from signing in', () => {
  test('is ready, says so, and is asked about once', async () => {
    const { told, ticket } = await lastOf('open1')

    expect(told).toContain('is ready')
    expect(told).toContain('Sign-in: checked, nothing in the way.')
    expect(await see.request(ticket)).toMatchObject({ signIn: { findings: [], notChecked: [] } })
    expect(questions(0)).toHaveLength(1)
  })

  test('and that is right already is not asked about at all', async () => {
    const before = questions(0).length

    const { told } = await lastOf('board1', boardOne)

    expect(told).toContain('is ready')
    expect(questions(before)).toHaveLength(0)
  })
})

describe('multifactor authentication for all', () => {
  test('keeps the room from being ready, is named, keeps what was set, and a retry after it was put right ends well', async () => {
    await addPolicy({ example: 'mfa-for-all' })
    const { told, ticket } = await lastOf('mfa1')
    const blocked = await see.request(ticket)
    await see.tenant('/conditional-access/policies', 'DELETE')
    await see.api(`/requests/${blocked.id}/retry`, { method: 'POST' }, 'Administrator')

    const after = await see.told(ticket, 'is ready for')

    expect(told).toContain(`the policy "${mfaForAll}"`)
    expect(told).toContain('Exclude the group of rooms')
    expect(told).toContain('What was made so far is kept')
    expect(blocked).toMatchObject({ state: 'needs a person', problem: { code: 'sign-in-would-be-blocked' } })
    expect(after).toContain('nothing in the way')
  })

  test('that is only watched lets the room be ready, and warns', async () => {
    await addPolicy(aPolicy('Watched', { state: 'enabledForReportingButNotEnforced' }))

    const { told } = await lastOf('watched1')

    expect(told).toContain('is ready')
    expect(told).toContain('The policy "Watched" is only watched now')
  })

  test('on one platform alone is asked about twice, and warns with its name', async () => {
    const before = questions(0).length
    const conditions = {
      applications: { includeApplications: ['All'] },
      users: { includeUsers: ['All'] },
      platforms: { includePlatforms: ['android'] },
    }
    await addPolicy(aPolicy('Phones', { conditions }))

    const { told } = await lastOf('android1')

    expect(told).toContain('is ready')
    expect(told).toContain('the policy "Phones" on Android')
    expect(questions(before)).toHaveLength(2)
  })
})

test('a federated domain is told, and stops nobody', async () => {
  const { told } = await lastOf('fed1', { address: 'fed1@fed.contoso.com' })

  expect(told).toContain('Its domain is federated')
})

test('modern authentication that is off in Exchange is told', async () => {
  await see.tenant('/switches', 'PUT', { isModernAuthenticationEnabled: false })

  const { told } = await lastOf('modern1')

  expect(told).toContain('Modern authentication is switched off')
})

test('security defaults are told', async () => {
  await see.tenant('/switches', 'PUT', { hasSecurityDefaults: true })

  const { told } = await lastOf('defaults1')

  expect(told).toContain('Security defaults are on')
})

test('what the service may not read is not checked, with the permission that is missing', async () => {
  const { graph } = await see.tenant<{ graph: string[] }>('/grants', 'PUT', {})
  await see.tenant('/grants', 'PUT', { graph: graph.filter((role) => !role.startsWith('Policy.')) })

  const { told } = await lastOf('blind1')

  await see.tenant('/grants', 'PUT', { graph })
  expect(told).toContain('is ready')
  expect(told).toContain('Conditional access not checked, because the permission Policy.Read.All is missing')
})

test('the password of a room on premises is really tried on the worker, and the one that was set works', async () => {
  const address = 'mtr-trial-1@corp.contoso.com'

  const { told } = await lastOf('trial1', { address, services: 'skype', registrarPool: 'pool1.contoso.local' })

  const tried = see.journal(address).filter(({ cmdlet }) => cmdlet === 'Test-RoomSignIn')
  expect(told).toContain('Sign-in: checked, nothing in the way.')
  expect(tried).not.toHaveLength(0)
})

test('modern authentication that is off on the servers inside is told, one by one', async () => {
  await see.tenant('/switches', 'PUT', { isExchangeServerModern: false, isSkypeServerModern: false })
  const address = 'mtr-modern-1@corp.contoso.com'

  const { told } = await lastOf('modern2', { address, services: 'skype', registrarPool: 'pool1.contoso.local' })

  expect(told).toContain('is ready')
  expect(told).toContain('Modern authentication is switched off in Exchange Server')
  expect(told).toContain('Modern authentication is switched off in Skype for Business Server')
})

test('a server that does not tell is not checked, and stops nobody', async () => {
  const match = { cmdlet: 'Get-CsOAuthConfiguration' }
  await see.tenant('/faults', 'POST', { id: 'silent', match, do: { kind: 'fail', class: 'X', text: 'no server' } })
  const address = 'mtr-modern-2@corp.contoso.com'

  const { told } = await lastOf('modern3', { address, services: 'skype', registrarPool: 'pool1.contoso.local' })

  await see.tenant('/faults', 'DELETE')
  expect(told).toContain('is ready')
  expect(told).toContain(
    'Modern authentication in Skype for Business Server not checked, because the server did not tell',
  )
})

describe.concurrent('the first sign-in of a room', () => {
  /** The timer comes each minute; here it is sent. */
  const lookUntilTold = async (ticket: string, words: string) => {
    const { comments } = await waitFor(`"${words}" on ${ticket}`, async () => {
      await fetch(`${stack.stack.back}/admin/functions/stages`, { method: 'POST' })
      const seen = await see.ticket(ticket)
      return seen.comments.some(({ text }) => text.includes(words)) && seen
    })
    return comments.map(({ text }) => text)
  }

  test('is told on the ticket when the log shows it, once', async () => {
    const { ticket } = await lastOf('log1')
    await see.tenant('/sign-ins', 'POST', { address: 'log1@contoso.onmicrosoft.com' })

    const told = await lookUntilTold(ticket, 'has signed in for the first time')

    expect(told.filter((text) => text.includes('for the first time'))).toHaveLength(1)
    expect((await see.ticket(ticket)).state).toBe('resolved')
    const { state, stages = [] } = await see.request(ticket)
    expect(state).toBe('ready')
    expect(stages.find(({ id }) => id === 'signed-in')).toMatchObject({
      isOpen: false,
      at: expect.any(String) as string,
    })
  })

  test.each([
    ['log2', 50126, 'The name or the password is wrong.'],
    ['log3', 53003, 'A conditional access policy blocks the sign-in.'],
    ['log4', 50057, 'Sign-in of the account is blocked.'],
  ])('of %s that fails with %i is told with its cause', async (name, errorCode, cause) => {
    const { ticket } = await lastOf(name)
    await see.tenant('/sign-ins', 'POST', { address: `${name}@contoso.onmicrosoft.com`, errorCode })

    const told = await lookUntilTold(ticket, 'has failed')

    expect(told.at(-1)).toContain(cause)
  })
})

describe('a subnet plan', () => {
  const plan = { ranges: ['203.0.113.0/24'], group: '0b1c2d3e-4f50-4a6b-8c7d-9e0f1a2b3c4d' }
  const headers = { 'content-type': 'application/json' }
  const ask = (body: object) => see.api('/subnet-plan', { method: 'POST', headers, body: JSON.stringify(body) })
  const settled = async (asked: Response) => {
    const { id, at } = (await asked.json()) as { id: string; at: string }
    return waitFor('the plan', async () => {
      const seen = (await (await see.api(`/subnet-plan/${id}`)).json()) as {
        state: string
        at?: string
        lines: string[]
      }
      return (seen.at ?? '') >= at && seen.state !== 'working' && seen
    })
  }
  const writes = () =>
    see.journal('/identity/conditionalAccess/').filter(({ effect, item }) => effect && item !== undefined)

  test('without the permission to write policies is refused with its name, and made once by two tries with it', async () => {
    const refused = await settled(await ask({ name: 'Oslo', ...plan }))
    const { graph } = await see.tenant<{ graph: string[] }>('/grants', 'PUT', {})
    await see.tenant('/grants', 'PUT', { graph: [...graph, 'Policy.ReadWrite.ConditionalAccess'] })

    const first = await settled(await ask({ name: 'Oslo', ...plan }))
    const second = await settled(await ask({ name: 'Oslo', ...plan }))

    expect(refused).toMatchObject({ state: 'refused' })
    expect(refused.lines.join(' ')).toContain('Policy.ReadWrite.ConditionalAccess')
    expect(first).toMatchObject({ state: 'done' })
    expect(second.lines.join(' ')).toContain('was there already')
    expect(writes()).toHaveLength(2)
  })

  test('that asks for a second factor is refused with the reason', async () => {
    const answer = await ask({ name: 'MFA', ...plan, demand: 'mfa' })

    expect(answer.status).toBe(422)
    expect(await answer.text()).toContain('no room can give a second factor')
  })
})
