import { afterEach, expect, test } from 'vitest'
import { observe } from '../kit/observe.ts'
import { startStack, waitFor, type TestStack } from '../kit/stack.ts'

let stack: TestStack
afterEach(() => stack.stop())

const address = 'killed1@contoso.onmicrosoft.com'

test('kill -9 of everything while a room is given up: it is deleted once, and said once', async () => {
  stack = await startStack()
  const see = observe(stack)
  await see.tenant('/accounts', 'POST', {
    kind: 'room',
    address,
    displayName: 'killed1',
    password: 'pass@word1',
    licences: ['Microsoft_Teams_Rooms_Pro'],
    user: { usageLocation: 'NO' },
  })
  const { user } = await see.account(address)
  const ticket = await see.openTicket({ name: 'killed1', site: 'TST', address, action: 'retire', graceDays: 0 })
  const { id, approval } = await see.asked(ticket)
  await see.decide(id, 'approve', { plan: approval.plan })
  await waitFor('the licence to be freed', async () =>
    (await see.request(ticket)).steps.some((step) => step.id === 'releaseAccount' && step.state === 'waiting'),
  )

  await stack.kill()
  await stack.restart()
  await waitFor(
    'the end',
    async () => (await see.ticket(ticket)).comments.some(({ text }) => text.includes('Its account')),
    120,
  )

  const deletions = see
    .journal(user?.id)
    .filter(({ method, effect, url }) => method === 'DELETE' && effect && url.includes('/users/'))
  const said = (await see.ticket(ticket)).comments.filter(({ text }) => text.includes('Its account'))
  expect(deletions).toHaveLength(1)
  expect(said).toHaveLength(1)
})
