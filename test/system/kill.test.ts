import { afterEach, expect, test } from 'vitest'
import { aRoom, observe } from '../kit/observe.ts'
import { startStack, waitFor, type TestStack } from '../kit/stack.ts'

let stack: TestStack
afterEach(() => stack.stop())

const addressOf = (name: string) => `${name}@contoso.onmicrosoft.com`
const references = (comments: { text: string }[]) => comments.map(({ text }) => text.split('/').at(-1))

/** Each is a moment of the first room at which everything is killed. */
test.each([
  ['right after the tickets were accepted', 'identifyAndPlan', ['running', 'waiting', 'done']],
  ['while the mailbox is made', 'ensureMailbox', ['running', 'waiting']],
  ['while the room is waited for', 'awaitRoom', ['waiting', 'done']],
  ['while the account is prepared', 'ensureAccount', ['running', 'waiting']],
  ['while the licence is waited for', 'assignLicence', ['waiting']],
  ['while everything is verified', 'verifyRoom', ['running', 'done']],
])(
  'kill -9 of everything %s: each ticket is answered once, with one mailbox and one licence',
  async (_, step, states) => {
    stack = await startStack()
    const see = observe(stack)
    const tickets = await Promise.all([
      see.openTicket(aRoom('killed')),
      see.openTicket(aRoom('confrm1'), 'servicenow'),
      see.openTicket(aRoom('alice')),
    ])
    const [first, , person] = tickets
    await waitFor(`${step} to be ${states.join(' or ')}`, async () => {
      const request = await see.request(first)
      return request.state === 'ready' || request.steps.some((one) => one.id === step && states.includes(one.state))
    })

    await stack.kill()
    await stack.restart()
    const answered = await Promise.all(tickets.map((ticket) => see.answered(ticket, 100)))

    const created = see.journal(addressOf('killed')).filter(({ cmdlet, effect }) => cmdlet === 'New-Mailbox' && effect)
    const accounts = await Promise.all(['killed', 'confrm1'].map((name) => see.account(addressOf(name))))
    expect(answered.map(({ state }) => state)).toEqual(['resolved', 'resolved', 'failed'])
    expect(answered.map(({ comments }) => references(comments))).toEqual([
      ['1', '2', '3'],
      ['1', '2', '3'],
      ['1', '2'],
    ])
    expect(created).toHaveLength(1)
    expect(accounts.map(({ licences }) => licences)).toEqual([
      ['Microsoft_Teams_Rooms_Pro'],
      ['Microsoft_Teams_Rooms_Pro'],
    ])
    expect((await see.request(person)).problem?.code).toBe('mailbox-belongs-to-a-person')
  },
)
