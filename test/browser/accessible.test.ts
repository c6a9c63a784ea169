import { expect, test } from 'vitest'
import { aRoom } from '../kit/observe.ts'
import { findViolations } from './axe.ts'
import { hasBrowser, useBrowser } from './kit.ts'

const world = useBrowser()
const states = ['queued', 'running', 'waiting', 'ready', 'rejected', 'cancelled', 'needs a person']
const step = (id: string, state: string, rest: object = {}) => ({ id, title: `Step ${id}`, state, ...rest })
const at = '2026-01-02T10:00:00Z'

/** Everything that the page of a request can show, in one of its states. */
const aView = (state: string, rest: object = {}) => ({
  id: 'made-up',
  state,
  source: 'generic',
  ticket: 'REQ-1',
  item: 1,
  requester: 'Rita Requester',
  room: { name: 'Board 4', site: 'OSL' },
  account: 'board4@contoso.com',
  createdAt: at,
  attempt: 2,
  changed: ['Answers invitations: AutoAccept'],
  licenceNotes: ['Teams Rooms Pro: 3 left'],
  actions: ['cancel', 'retry'],
  steps: [
    step('identifyAndPlan', 'done', { startedAt: at, endedAt: at }),
    step('ensureCalendar', 'running', { startedAt: at }),
    step('ensureAccount', 'waiting', { startedAt: at, waitingFor: 'the account', nextLook: at }),
    step('enableSkype', 'not needed'),
    step('assignLicence', 'refused', { startedAt: at, endedAt: at }),
    step('verifyRoom', 'pending'),
  ],
  checks: [{ title: 'Answers invitations', state: 'wrong', says: 'is AutoUpdate', at }],
  stages: [{ title: 'Can be booked', at, isOpen: false }],
  signIn: { checkedAt: at, findings: [], notChecked: [{ what: 'Location', missing: 'a policy' }] },
  ...rest,
})

const variants: [name: string, view: object][] = [
  ...states.map((state): [string, object] => [state, aView(state)]),
  [
    'to be decided',
    aView('waiting', {
      actions: ['approve', 'reject'],
      waitingFor: 'a decision of an approver',
      approval: { plan: 'p', askedAt: at, because: ['telephony is asked for'], lines: ['Set the number'] },
    }),
  ],
  [
    'broken off',
    aView('needs a person', {
      problem: { code: 'no-licence-left', says: 'No licence is left.', remedy: 'Buy one.' },
      actions: ['retry', 'restore'],
      earlier: [{ title: 'Seats', before: '5', set: '8' }],
      device: { id: 'SN-1', kind: 'room', isBound: true },
    }),
  ],
  ['taken back', aView('cancelled', { actions: ['retry'], undone: 'Auto-accept', left: 'the mailbox' })],
]

test.skipIf(!hasBrowser)('the page of a request has nothing against it in any state, light and dark', async () => {
  const { open, stack } = world()
  const { page } = await open('/', 'Ada Administrator')
  const found: string[] = []
  let shown: object = {}
  await page.route('**/api/requests/made-up', (route) => route.fulfill({ json: shown }))

  for (const [name, view] of variants) {
    shown = view
    await page.goto(`${stack.stack.site}/requests/made-up`)
    await page.getByText(/^State:/).waitFor()
    found.push(...(await findViolations(page)).map((one) => `${name}: ${one}`))
  }

  expect(found).toEqual([])
})

test.skipIf(!hasBrowser)(
  'the list has nothing against it: filled, with every state, searched in vain, and empty',
  async () => {
    const { open } = world()
    const { page } = await open('/', 'Ada Administrator')
    let requests: object[] = states.map((state) => ({ ...aView(state, { waitingFor: 'a licence' }), id: state }))
    await page.route('**/api/requests', (route) => route.fulfill({ json: { requests } }))
    await page.getByRole('cell', { name: 'needs a person' }).waitFor()
    const filled = await findViolations(page)

    await page.getByRole('searchbox').fill('nothing like it')
    await page.getByText('Nothing is found.').waitFor()
    const searched = await findViolations(page)
    requests = []
    await page.getByText('No requests yet.').waitFor()

    expect([...filled, ...searched, ...(await findViolations(page))]).toEqual([])
  },
)

test.skipIf(!hasBrowser)('the form has nothing against it: fresh, explaining choices, and with errors', async () => {
  const { page } = await world().open('/new', 'Ada Administrator')
  await page.getByLabel('Room (needed)').waitFor()
  const fresh = await findViolations(page)

  await page.getByLabel('Signs in to').selectOption('skype')
  await page.getByLabel('Meetings can be joined by phone').check()
  await page.getByRole('button', { name: 'Send the request' }).click()
  await page.getByText('Some fields are not right.').waitFor()

  expect([...fresh, ...(await findViolations(page))]).toEqual([])
})

test.skipIf(!hasBrowser)(
  'the hand-over has nothing against it: to be ticked, refused, and for somebody else',
  async () => {
    const { open, stack } = world()
    const { page } = await open('/', 'Rita Requester')
    const view = {
      room: { name: 'Board 4', site: 'OSL', floor: '4' },
      account: 'board4@contoso.com',
      link: 'https://rooms.contoso.com/requests/made-up/handover',
      ticket: 'REQ-1',
      installer: 'rita@contoso.com',
      checks: ['tpm', 'network', 'alone', 'certificates'],
      certificates: ['Load the certificates for Exchange on the device.'],
    }
    let shown: object = view
    await page.route('**/api/requests/made-up/handover', (route) => route.fulfill({ json: shown }))

    await page.goto(`${stack.stack.site}/requests/made-up/handover`)
    await page.getByRole('radio', { name: 'Yes' }).waitFor()
    const fresh = await findViolations(page)
    await page.getByRole('button', { name: 'Show the sign-in data' }).click()
    await page.getByText('Say whether the device has a physical TPM chip.').waitFor()
    const refused = await findViolations(page)
    shown = { ...view, problem: { code: 'not-the-installer', says: 'Not for you.', remedy: 'Ask them.' } }
    await page.reload()
    await page.getByText('Not for you.').waitFor()

    expect([...fresh, ...refused, ...(await findViolations(page))]).toEqual([])
  },
)

test.skipIf(!hasBrowser)('the tenant check has nothing against it, with findings of every state', async () => {
  const { open, stack } = world()
  const { page } = await open('/', 'Ada Administrator')
  const findings = ['missing', 'differs', 'excess', 'unreadable', 'ok'].map((state) => ({
    id: state,
    state,
    kind: 'graph',
    title: `Right ${state}`,
    why: 'It is needed.',
    remedy: 'Grant it.',
    users: ['ensureCalendar'],
  }))
  const strays = [{ address: 'board1@contoso.com', reason: 'does not begin with "mtr-"' }]
  await page.route('**/api/preflight', (route) => route.fulfill({ json: { readAt: at, findings } }))
  await page.route('**/api/strays', (route) =>
    route.fulfill({ json: { readAt: at, pattern: 'mtr-{site}', rooms: 2, count: 1, strays } }),
  )

  await page.goto(`${stack.stack.site}/preflight`)
  await page.getByRole('cell', { name: 'board1@contoso.com' }).waitFor()

  expect(await findViolations(page)).toEqual([])
})

test.skipIf(!hasBrowser)(
  'lists of rooms have nothing against them: a file with errors, and every state of a row',
  async () => {
    const { open, stack } = world()
    const { page } = await open('/batches', 'Ada Administrator')
    const file = { name: 'rooms.csv', mimeType: 'text/csv', buffer: Buffer.from('name,site,usageLocation\n,OSL,XX') }
    await page.getByLabel('Choose a file, or drop it here').setInputFiles(file)
    await page.getByRole('cell', { name: 'is needed' }).waitFor()
    const uploaded = await findViolations(page)
    const problem = { code: 'no-licence-left', says: 'No licence is left.', remedy: 'Buy one.' }
    const rows = ['held back', 'not begun', 'at work', ...states.slice(3)].map((state, line) => ({
      line,
      name: `Room ${line}`,
      site: 'OSL',
      requestId: String(line),
      state,
      ...(state === 'needs a person' && { problem }),
    }))
    const batch = {
      id: 'made-up',
      state: 'paused',
      paused: 'canary',
      canary: 2,
      rooms: 7,
      ended: 4,
      ready: 1,
      problem,
      rows,
    }
    await page.route('**/api/batches/made-up', (route) =>
      route.fulfill({ json: { ...batch, actions: ['resume', 'cancel'] } }),
    )

    await page.goto(`${stack.stack.site}/batches/made-up`)
    await page.getByRole('cell', { name: 'held back' }).waitFor()

    expect([...uploaded, ...(await findViolations(page))]).toEqual([])
  },
)

test.skipIf(!hasBrowser)('the quarantine has nothing against it: open, with a mistake, and settled', async () => {
  const { open, stack } = world()
  const { page } = await open('/', 'Ada Administrator')
  const message = {
    at,
    reason: 'invalid-command',
    messageId: 'm',
    body: '{"kind":"look"}',
    problems: ['requestId: is needed'],
  }
  const settled = { is: 'discarded', by: 'adam@contoso.com', at }
  const messages = [
    { ...message, id: 'open' },
    { ...message, id: 'settled', reason: 'not-json', settled },
  ]
  await page.route('**/api/quarantine', (route) => route.fulfill({ json: { messages, count: 2 } }))

  await page.goto(`${stack.stack.site}/quarantine`)
  await page.getByLabel('Message').fill('no json')
  await page.getByRole('button', { name: 'Send again' }).click()
  await page.getByText('This is not JSON').waitFor()

  expect(await findViolations(page)).toEqual([])
})

test.skipIf(!hasBrowser)('pages of words have nothing against them', async () => {
  const { see, open, stack } = world()
  await see.openTicket(aRoom('axe'))
  const { page } = await open('/', 'Ada Administrator')
  const found: string[] = []

  for (const [path, heading] of [
    ['/problems#no-licence-left', 'Problems'],
    ['/signed-out', 'You are signed out'],
    ['/nonsense', 'There is no such page'],
    ['/requests/unknown', 'That did not work'],
  ] as const) {
    await page.goto(`${stack.stack.site}${path}`)
    await page.getByRole('heading', { name: heading, level: 1 }).waitFor()
    found.push(...(await findViolations(page)).map((one) => `${path}: ${one}`))
  }

  expect(found).toEqual([])
})
