import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { aRoom, observe, type AccountSeen, type Observer } from '../kit/observe.ts'
import { estateOf, type EstateObserver } from '../kit/observeEstate.ts'
import { startStack, type TestStack } from '../kit/stack.ts'

const rooms = 120
const addressOf = (name: string) => `${name}@contoso.onmicrosoft.com`
const inNumber = (number: number) => addressOf(`room-${String(number).padStart(5, '0')}`)

let stack: TestStack
let see: Observer
let estate: EstateObserver
beforeAll(async () => {
  stack = await startStack(['--rooms', String(rooms)])
  see = observe(stack)
  estate = estateOf(see)
})
afterAll(() => stack.stop())

const recommended = {
  AutomateProcessing: 'AutoAccept',
  ProcessExternalMeetingMessages: true,
  AddAdditionalResponse: true,
  AddOrganizerToSubject: false,
  DeleteComments: false,
  DeleteSubject: false,
  RemovePrivateProperty: false,
}

/** What Microsoft recommends, told from the tenant's truth alone. */
const isInOrder = ({ user, calendar, licences }: AccountSeen): boolean =>
  user?.accountEnabled === true &&
  String(user.passwordPolicies).includes('DisablePasswordExpiration') &&
  Object.entries(recommended).every(([name, value]) => calendar?.[name] === value) &&
  licences.length === 1 &&
  String(licences[0]).startsWith('Microsoft_Teams_Rooms')

describe('Get data', () => {
  test('reads every room of the tenant with a quarter of a request for each, and looks again by itself', async () => {
    const before = see.journal().length

    const job = await estate.scanned()

    const requests = see
      .journal()
      .slice(before)
      .filter(({ surface, item }) => surface !== 'identity' && item === undefined)
    expect(job).toMatchObject({ state: 'done', isFirst: true, progress: 1 })
    expect(Date.parse(job.again ?? '') - Date.parse(job.endedAt ?? '')).toBe(15 * 60_000)
    expect(requests.length / (job.accounts ?? 1)).toBeLessThanOrEqual(0.25)
    const accounts = await estate.list((all) => all.length === job.accounts)
    expect(accounts.length).toBeGreaterThanOrEqual(rooms)
  })

  test('finds each account as the tenant has it', async () => {
    const accounts = await estate.list((all) => all.length >= rooms)
    const drawn = accounts.filter(({ address }) => address.startsWith('room-'))

    const truth = await Promise.all(drawn.map(async ({ address }) => isInOrder(await see.account(address))))

    expect(drawn.length).toBe(rooms)
    expect(drawn.filter(({ wrong }, at) => (wrong.length === 0) !== truth[at])).toEqual([])
    expect(truth.filter(Boolean).length).toBeGreaterThan(rooms / 4)
  })

  test('says in numbers what the list says in rows', async () => {
    const accounts = await estate.list()

    const { accounts: count, byStatus, wrong } = await estate.figures()

    expect(count).toBe(accounts.length)
    expect(byStatus['needs-action']).toBe(accounts.filter((one) => one.wrong.length > 0).length)
    expect(wrong[0]?.accounts).toBeGreaterThan(0)
  })
})

describe('recommended settings', () => {
  test('are applied to all that need action; what costs money or a sign-in is left, and named', async () => {
    const job = await estate.repaired({ scope: { all: 'needs-action' } })

    const results = job.results ?? []
    const ended = (end: string) => results.filter((one) => one.end === end)
    expect(job.state).toBe('done')
    expect(ended('repaired').length).toBeGreaterThan(10)
    expect(ended('failed')).toEqual([])
    const untouched = results.flatMap(({ left }) => left)
    expect(new Set(untouched.map((id) => id.split('.')[0]))).toEqual(new Set(['account', 'licence']))
    for (const { address } of ended('repaired').slice(0, 10)) {
      const { calendar = {}, user } = await see.account(address)
      expect([calendar['AutomateProcessing'], calendar['DeleteComments']]).toEqual(['AutoAccept', false])
      expect(user?.passwordPolicies).toContain('DisablePasswordExpiration')
    }
  })

  test('applied again write nothing', async () => {
    const before = see.journal().filter(({ effect, surface }) => effect && surface !== 'identity').length

    const job = await estate.repaired({ scope: { all: 'needs-action' } })

    expect(job.results?.filter(({ end }) => end === 'repaired')).toEqual([])
    expect(see.journal().filter(({ effect, surface }) => effect && surface !== 'identity')).toHaveLength(before)
  })

  test('leave an account alone that a request works on, and one that comes from the local directory', async () => {
    const held = addressOf('estate-held')
    await see.tenant('/accounts', 'POST', { kind: 'shared', address: held, displayName: 'estate-held' })
    const ticket = await see.openTicket(aRoom('estate-held'))
    await see.asked(ticket)

    const { results = [] } = await estate.repaired({ scope: { accounts: [held, 'confrm6@contoso.com'] } })

    expect(results.map(({ end, code }) => [end, code])).toEqual([
      ['busy', 'account-busy'],
      ['refused', 'directory-synced'],
    ])
    await see.cancelTicket(ticket)
  })
})

describe('one account', () => {
  const address = inNumber(1)
  const nameOfSetting = 'mailbox.maximumDurationInMinutes'

  test('is set as an editor says, and its history says so', async () => {
    const from = estate.value(await estate.read(address), nameOfSetting)

    const { results = [] } = await estate.repaired({
      scope: { accounts: [address] },
      edits: [{ setting: nameOfSetting, from, to: 120 }],
    })

    expect(results).toMatchObject([{ address, end: 'repaired', changed: [nameOfSetting] }])
    expect((await see.account(address)).calendar?.['MaximumDurationInMinutes']).toBe(120)
    const { history } = await estate.read(address)
    expect(history[0]?.changes).toMatchObject([{ setting: nameOfSetting, from, to: 120 }])
  })

  test('is not set when somebody has changed it since the editor looked', async () => {
    await see.tenant(`/accounts/${address}`, 'PATCH', { calendar: { MaximumDurationInMinutes: 90 } })

    const { results = [] } = await estate.repaired({
      scope: { accounts: [address] },
      edits: [{ setting: nameOfSetting, from: 120, to: 60 }],
    })

    expect(results).toMatchObject([{ end: 'refused', code: 'account-changed-since' }])
    expect((await see.account(address)).calendar?.['MaximumDurationInMinutes']).toBe(90)
  })

  test('is re-checked when somebody changed it by hand, and put right alone', async () => {
    await see.tenant(`/accounts/${address}`, 'PATCH', { calendar: { DeleteComments: true } })

    await estate.rechecked(address)
    const seen = await estate.read(address)
    const { results = [] } = await estate.repaired({ scope: { accounts: [address] } })

    expect(seen.findings.find(({ setting }) => setting === 'mailbox.deleteComments')?.state).toBe('wrong')
    expect(results).toMatchObject([{ end: 'repaired', changed: ['mailbox.deleteComments'] }])
  })

  test('needs no action while somebody answers for what is wrong, and is left alone until then', async () => {
    await see.tenant(`/accounts/${address}`, 'PATCH', { calendar: { DeleteSubject: true } })
    await estate.rechecked(address)
    const until = new Date(Date.now() + 7 * 86_400_000).toISOString().slice(0, 10)
    const exception = { setting: 'mailbox.deleteSubject', owner: 'olga@contoso.com', reason: 'Boardroom', until }

    await estate.changed(address, 'except', exception, ({ exceptions }) => exceptions.length === 1)
    const { results = [] } = await estate.repaired({ scope: { accounts: [address] } })
    await estate.changed(
      address,
      'end-exception',
      { setting: exception.setting },
      ({ exceptions }) => exceptions.length === 0,
    )
    const { results: after = [] } = await estate.repaired({ scope: { accounts: [address] } })

    expect(results).toMatchObject([{ end: 'right' }])
    expect(after).toMatchObject([{ end: 'repaired', changed: ['mailbox.deleteSubject'] }])
  })
})

test('a room that was set up here is held to what its ticket asked for', async () => {
  const ticket = await see.openTicket(aRoom('estate-ours', { capacity: 8 }))
  await see.answered(ticket)
  await see.tenant(`/accounts/${addressOf('estate-ours')}`, 'PATCH', { calendar: { AutomateProcessing: 'None' } })

  await estate.scanned()

  const { request = '' } = await estate.summary(addressOf('estate-ours'), ({ wrong }) => wrong.length > 0)
  const { findings } = await estate.read(addressOf('estate-ours'))
  expect(request).toBe((await see.request(ticket)).id.split('.')[0])
  expect(findings.find(({ setting }) => setting === 'location.capacity')).toMatchObject({ state: 'right', wanted: 8 })
  expect(findings.find(({ setting }) => setting === 'mailbox.automateProcessing')?.state).toBe('wrong')
})

test('an account that is gone is said to be, and is not put right', async () => {
  const address = inNumber(2)
  await see.tenant(`/accounts/${address}`, 'DELETE')

  await estate.scanned()
  const { results = [] } = await estate.repaired({ scope: { accounts: [address] } })

  expect((await estate.summary(address, ({ goneSince }) => goneSince !== undefined)).goneSince).toBeDefined()
  expect(results).toMatchObject([{ end: 'refused', code: 'account-gone' }])
})

describe('the file', () => {
  test('has a line for each account, and no cell that a spreadsheet would run', async () => {
    await see.tenant('/accounts', 'POST', {
      address: addressOf('evil-formula'),
      displayName: '=HYPERLINK("http://evil.example","x")',
      kind: 'room',
    })
    await estate.scanned()
    await estate.summary(addressOf('evil-formula'))

    const csv = await see.api('/export/accounts?format=csv')
    const text = await csv.text()

    expect(csv.headers.get('content-disposition')).toMatch(/attachment; filename="room-accounts-.*\.csv"/)
    expect(text.split('\r\n')).toHaveLength((await estate.list()).length + 1)
    expect(text).toContain(`"'=HYPERLINK(""http://evil.example"",""x"")"`)
    expect((await see.api('/export/accounts?format=xml')).status).toBe(422)
  })
})

describe('the door', () => {
  test.each([
    ['Requester', '/accounts', 'GET', 403],
    ['Requester', '/estate/scan', 'POST', 403],
    ['Reader', '/estate/scan', 'POST', 403],
    ['Reader', '/estate/repairs', 'POST', 403],
    ['Reader', '/accounts', 'GET', 200],
  ])('answers a %s who asks %s by %s with %i', async (role, path, method, status) => {
    const answer = await see.api(path, { method, headers: { 'content-type': 'application/json' } }, role)

    expect(answer.status).toBe(status)
  })

  test.each([
    ['a setting that cannot be set here', [{ setting: 'licence.room', from: '', to: 'pro' }], 'edits.0.setting'],
    ['a value that is none', [{ setting: 'mailbox.deleteSubject', from: false, to: ['x'] }], 'edits.0.to'],
  ])('refuses %s and names the field', async (_, edits, path) => {
    const answer = await estate.post('/estate/repairs', { scope: { accounts: [inNumber(3)] }, edits })

    expect(answer.status).toBe(422)
    expect((await answer.json()) as object).toMatchObject({ errors: [{ path }] })
  })

  test('refuses edits for several accounts, unknown accounts and unknown work', async () => {
    const edits = [{ setting: 'mailbox.deleteSubject', from: true, to: false }]
    const several = await estate.post('/estate/repairs', { scope: { accounts: [inNumber(3), inNumber(4)] }, edits })

    expect(several.status).toBe(422)
    expect((await see.api(`/accounts/${addressOf('nobody-knows')}`)).status).toBe(404)
    expect((await see.api('/estate/repairs/nonsense')).status).toBe(404)
  })
})

test('accounts whose calendars may not be read keep what was known, and say which pane is closed', async () => {
  const address = inNumber(5)
  const { at, findings } = await estate.read(address)
  const known = findings.find(({ setting }) => setting === 'mailbox.automateProcessing')
  const match = { surface: 'exchange', cmdlet: 'Get-CalendarProcessing' }
  await see.tenant('/faults', 'POST', { id: 'closed', match, do: { kind: 'status', status: 403 } })

  const job = await estate.scanned()
  await see.tenant('/faults', 'DELETE')

  const account = await estate.read(address)
  expect(job.state).toBe('done')
  expect(account.faults).toMatchObject([{ pane: 'Mailbox', code: 'mailbox-settings-not-permitted' }])
  expect(account.findings.find(({ setting }) => setting === 'mailbox.automateProcessing')).toMatchObject({
    actual: known?.actual,
    state: 'unknown',
    seenAt: at,
  })
  expect((await estate.figures()).byStatus['not-available']).toBeGreaterThan(0)
})

test('two who refresh at once share one scan, and one that is killed goes on where it was', async () => {
  const match = { surface: 'exchange', cmdlet: 'Get-MailboxRegionalConfiguration' }
  await see.tenant('/faults', 'POST', { id: 'slow', match, do: { kind: 'delay', ms: 30_000 } })
  const [one, other] = await Promise.all([estate.post('/estate/scan'), estate.post('/estate/scan')])
  const begun = await estate.running()

  await stack.kill()
  await stack.restart()
  await see.tenant('/faults', 'DELETE')
  const ended = await estate.ended()

  expect([one.status, other.status]).toEqual([202, 202])
  expect(ended).toMatchObject({ id: begun.id, state: 'done', progress: 1 })
})
