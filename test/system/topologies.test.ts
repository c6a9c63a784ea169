import { afterAll, beforeAll, describe, expect, it, test } from 'vitest'
import { aRoom, observe, type Observer } from '../kit/observe.ts'
import { startStack, type TestStack } from '../kit/stack.ts'

let stack: TestStack
let see: Observer
beforeAll(async () => {
  stack = await startStack()
  see = observe(stack)
})
afterAll(() => stack.stop())

interface OnPremises {
  adUser?: { enabled: boolean; passwordNeverExpires: boolean; passwordLastSet: string | null; passwordSets: number }
  recipient?: { type: string } | null
  calendar?: Record<string, unknown>
  meetingRoom?: Record<string, unknown> | null
}
const onPremises = (address: string) => see.tenant<OnPremises>(`/on-premises/${address}`)
const onWorker = (address: string) =>
  see.journal(address).filter(({ url, effect }) => effect && url.startsWith('worker:'))
const cmdletsOn = (address: string) => onWorker(address).map(({ cmdlet }) => cmdlet)
const seed = (address: string, object: object) => see.tenant('/on-premises', 'POST', { address, ...object })
const patience = 120

const forTeams = { AutomateProcessing: 'AutoAccept', DeleteComments: false, ProcessExternalMeetingMessages: true }
const usable = { enabled: true, passwordNeverExpires: true }

describe.concurrent('a new room', () => {
  it('on premises alone gets mailbox, account and Skype on the servers, and nothing in the cloud', async () => {
    const address = 'mtr-berlin-1@corp.contoso.com'
    const ticket = await see.openTicket(
      aRoom('berlin1', { address, services: 'skype', registrarPool: 'pool1.contoso.local' }),
    )

    const { comments } = await see.answered(ticket, patience)

    const truth = await onPremises(address)
    expect(comments.at(-1)?.text).toContain('is ready')
    expect(truth.recipient?.type).toBe('RoomMailbox')
    expect(truth.calendar).toMatchObject(forTeams)
    expect(truth.adUser).toMatchObject({ ...usable, passwordSets: 1 })
    expect(truth.meetingRoom).toMatchObject({ registrarPool: 'pool1.contoso.local' })
    expect(see.journal(address).filter(({ url }) => url.includes('outlook.office365.com'))).toEqual([])
  })

  it('with Exchange Online and Skype on a server is made in the directory, synchronised, and set up on both sides', async () => {
    const address = 'mtr-oslo-1@contoso.com'
    const ticket = await see.openTicket(aRoom('oslo1', { address, services: 'both', neighbour: 'dan@contoso.com' }))

    const { comments } = await see.answered(ticket, patience)

    const truth = await onPremises(address)
    const cloud = await see.account(address)
    expect(comments.at(-1)?.text).toContain('is ready')
    expect(truth.recipient?.type).toBe('RemoteRoomMailbox')
    expect(truth.adUser).toMatchObject(usable)
    expect(truth.meetingRoom).toMatchObject({ registrarPool: 'pool1.contoso.local' })
    expect(cloud.calendar).toMatchObject(forTeams)
    expect(cloud.licences).toEqual(['Microsoft_Teams_Rooms_Pro'])
  })

  it('with Exchange Server and Teams has its calendar on the server and its licence in the cloud', async () => {
    const address = 'mtr-paris-1@emea.contoso.com'
    const ticket = await see.openTicket(aRoom('paris1', { address, usageLocation: 'FR' }))

    const { comments } = await see.answered(ticket, patience)

    const truth = await onPremises(address)
    const cloud = await see.account(address)
    expect(comments.at(-1)?.text).toContain('is ready')
    expect(truth.recipient?.type).toBe('RoomMailbox')
    expect(truth.calendar).toMatchObject(forTeams)
    expect(truth.adUser).toMatchObject(usable)
    expect(cloud.user?.usageLocation).toBe('FR')
    expect(cloud.licences).toEqual(['Microsoft_Teams_Rooms_Pro'])
  })

  it('for Teams alone is a cloud account, also where a Skype server is', async () => {
    const address = 'mtr-oslo-2@contoso.com'
    const ticket = await see.openTicket(aRoom('oslo2', { address }))

    await see.answered(ticket, patience)

    expect((await see.account(address)).licences).toEqual(['Microsoft_Teams_Rooms_Pro'])
    expect(onWorker(address)).toEqual([])
  })
})

describe.concurrent('a room that exists', () => {
  it('on an Exchange Server is put right there, with number, dial plan and voice policy', async () => {
    const address = 'confrm5@corp.contoso.com'
    const voice = { phoneNumber: '+4930123456', dialPlan: 'Oslo', voicePolicy: 'MeetingRooms' }
    const ticket = await see.openTicket(
      aRoom('confrm5', { address, services: 'skype', registrarPool: 'pool2.contoso.local', ...voice }),
    )
    const { id, approval } = await see.asked(ticket)

    await see.decide(id, 'approve', { plan: approval.plan })
    const { comments } = await see.answered(ticket, patience)

    const { calendar, meetingRoom } = await onPremises(address)
    expect(approval.because).toEqual(['telephony is asked for'])
    expect(comments.at(-1)?.text).toContain('is ready')
    expect(calendar).toMatchObject(forTeams)
    expect(meetingRoom).toMatchObject({
      registrarPool: 'pool2.contoso.local',
      enterpriseVoice: true,
      lineUri: 'tel:+4930123456',
      dialPlan: 'Oslo',
      voicePolicy: 'MeetingRooms',
    })
  })

  it('as a user of the directory becomes a room on both sides when somebody agrees', async () => {
    const address = 'confrm9@contoso.com'
    const displayName = 'Conference Room 9'
    await see.tenant('/accounts', 'POST', { kind: 'user', address, displayName })
    await seed(address, { kind: 'remoteUser', displayName })
    await see.tenant('/sync/run', 'POST')
    const ticket = await see.openTicket(
      aRoom('confrm9', { address, services: 'both', registrarPool: 'pool1.contoso.local' }),
    )
    const { id, approval } = await see.asked(ticket)

    await see.decide(id, 'approve', { plan: approval.plan })
    const { comments } = await see.answered(ticket, patience)

    expect(approval.lines.join()).toContain('Turn the user mailbox "Conference Room 9"')
    expect(comments.at(-1)?.text).toContain('is ready')
    expect((await see.account(address)).mailbox?.recipientTypeDetails).toBe('RoomMailbox')
    expect((await onPremises(address)).recipient?.type).toBe('RemoteRoomMailbox')
    expect(cmdletsOn(address)).toContain('Set-RemoteMailbox')
  })

  it('and comes from the directory is written there, although it is for Teams alone', async () => {
    const address = 'confrm6@contoso.com'
    const ticket = await see.openTicket(aRoom('confrm6', { address }))

    const { comments } = await see.answered(ticket, patience)

    expect(comments.at(-1)?.text).toContain('is ready')
    expect((await onPremises(address)).adUser).toMatchObject(usable)
    expect((await see.account(address)).calendar).toMatchObject(forTeams)
    expect(cmdletsOn(address)).toContain('Enable-ADAccount')
  })

  it('as an account without a mailbox gets one when somebody agrees, blocked for sign-in until it is safe', async () => {
    const address = 'lab1@corp.contoso.com'
    await seed(address, { kind: 'account', account: { enabled: true } })
    const ticket = await see.openTicket(
      aRoom('lab1', { address, services: 'skype', registrarPool: 'pool1.contoso.local' }),
    )
    const { id, approval } = await see.asked(ticket)

    await see.decide(id, 'approve', { plan: approval.plan })
    await see.answered(ticket, patience)

    const done = cmdletsOn(address)
    expect((await onPremises(address)).recipient?.type).toBe('RoomMailbox')
    expect(done.slice(0, 2)).toEqual(['Disable-ADAccount', 'Enable-Mailbox'])
    expect(done.indexOf('Enable-ADAccount')).toBeGreaterThan(done.indexOf('Set-ADUser'))
  })
})

describe.concurrent('what cannot be done ends with a person before any write:', () => {
  const skype = { services: 'skype', registrarPool: 'pool1.contoso.local' }
  it.for<[what: string, address: string, wish: object, code: string]>([
    ['a person', 'eve@corp.contoso.com', skype, 'mailbox-belongs-to-a-person'],
    ['an administrator', 'root.admin@corp.contoso.com', skype, 'account-is-privileged'],
    ['Teams without a cloud', 'mtr-berlin-2@corp.contoso.com', {}, 'teams-needs-the-cloud'],
    ['Skype without a pool', 'mtr-berlin-3@corp.contoso.com', { services: 'skype' }, 'registrar-pool-unknown'],
    [
      'a pool that does not exist',
      'mtr-berlin-4@corp.contoso.com',
      { services: 'skype', registrarPool: 'pool9.contoso.local' },
      'registrar-pool-wrong',
    ],
    ['a number in use', 'mtr-berlin-5@corp.contoso.com', { ...skype, phoneNumber: '+4722000001' }, 'number-in-use'],
    ['an unknown dial plan', 'mtr-berlin-6@corp.contoso.com', { ...skype, dialPlan: 'Atlantis' }, 'policy-unknown'],
    ['an unknown voice policy', 'mtr-berlin-7@corp.contoso.com', { ...skype, voicePolicy: 'None' }, 'policy-unknown'],
    [
      'a neighbour without Skype',
      'mtr-berlin-8@corp.contoso.com',
      { services: 'skype', neighbour: 'eve@corp.contoso.com' },
      'registrar-pool-unknown',
    ],
    ['Skype where it was online', 'mtr-paris-2@emea.contoso.com', { services: 'skype' }, 'skype-online-retired'],
  ])('%s', async ([, address, wish, code], { expect }) => {
    const ticket = await see.openTicket(aRoom(address.split('@')[0] ?? '', { address, ...wish }))

    await see.answered(ticket, patience)

    expect((await see.request(ticket)).problem?.code).toBe(code)
    expect(onWorker(address)).toEqual([])
  })

  it('a cloud account in a domain whose rooms need one of the directory', async () => {
    const address = 'cloudy@emea.contoso.com'
    await see.tenant('/accounts', 'POST', { kind: 'room', address, displayName: 'cloudy' })
    const ticket = await see.openTicket(aRoom('cloudy', { address }))

    await see.answered(ticket, patience)

    expect((await see.request(ticket)).problem?.code).toBe('account-not-in-directory')
  })

  it('a mailbox that is on the server where it belongs in the cloud', async () => {
    const address = 'stay@contoso.com'
    await seed(address, { kind: 'room', displayName: 'stay' })
    const ticket = await see.openTicket(aRoom('stay', { address, ...skype, services: 'both' }))

    await see.answered(ticket, patience)

    expect((await see.request(ticket)).problem?.code).toBe('mailbox-in-the-other-exchange')
  })
})

test('an Exchange Server that is too old is refused with its version', async () => {
  await see.tenant('/exchange-server', 'PUT', { adminDisplayVersion: 'Version 15.0 (Build 620.29)' })
  const address = 'old1@corp.contoso.com'
  const ticket = await see.openTicket(
    aRoom('old1', { address, services: 'skype', registrarPool: 'pool1.contoso.local' }),
  )

  const { comments } = await see.answered(ticket, patience)

  await see.tenant('/exchange-server', 'PUT', { adminDisplayVersion: 'Version 15.2 (Build 1544.4)' })
  expect((await see.request(ticket)).problem?.code).toBe('exchange-too-old')
  expect(comments.at(-1)?.text).toContain('15.0 (Build 620.29)')
})

test('while the worker is offline a request waits, says for what, and can be cancelled without anything done later', async () => {
  await see.tenant('/worker', 'PUT', { isOnline: false })
  const address = 'offline1@corp.contoso.com'
  const ticket = await see.openTicket(
    aRoom('offline1', { address, services: 'skype', registrarPool: 'pool1.contoso.local' }),
  )
  const waiting = await see.waiting(ticket)

  await see.cancelTicket(ticket)
  await see.told(ticket, 'was cancelled')

  await see.tenant('/worker', 'PUT', { isOnline: true })
  expect(waiting.waitingFor).toBe('the worker inside the organisation')
  expect(onWorker(address)).toEqual([])
})

test('while the directory is not synchronised a room waits for it, and goes on when it comes', async () => {
  await see.tenant('/sync', 'PUT', { isRunning: false })
  const address = 'late1@emea.contoso.com'
  const ticket = await see.openTicket(aRoom('late1', { address, usageLocation: 'FR' }))
  const { waitingFor } = await see.waiting(ticket, 'the directory to be synchronised')

  await see.tenant('/sync', 'PUT', { isRunning: true })
  const { comments } = await see.answered(ticket, patience)

  expect(waitingFor).toBe('the directory to be synchronised')
  expect(comments.at(-1)?.text).toContain('is ready')
})
