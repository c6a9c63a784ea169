import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { aRoom, observe, type Observer } from '../kit/observe.ts'
import { startStack, type TestStack } from '../kit/stack.ts'

let stack: TestStack
let see: Observer
beforeAll(async () => {
  stack = await startStack()
  see = observe(stack)
})
afterAll(() => stack.stop())

const addressOf = (name: string) => `${name}@contoso.onmicrosoft.com`
const writesTo = (name: string) =>
  see.journal(name).filter(({ effect, cmdlet }) => effect && /^(Set|New|Add|Remove)-/.test(cmdlet ?? ''))

/** All that a request can ask for beyond what Teams needs. */
const everything = {
  building: 'Fjordgata 1',
  city: 'Oslo',
  audioDevice: 'Ceiling microphones',
  videoDevice: 'Two cameras',
  displayDevice: 'Two 75 inch screens',
  wheelchairAccessible: true,
  tags: ['Whiteboard', 'Window'],
  workingHours: { days: ['Monday', 'Tuesday', 'Thursday'], start: '07:30', end: '18:00' },
  language: 'nb-NO',
  calendarView: 'subjects',
  mailTip: 'Ring the bell & wait.',
  mobilePolicy: 'Default',
}

const seeOldRoom = (name: string, rest: object = {}) =>
  see.tenant('/accounts', 'POST', {
    kind: 'room',
    address: addressOf(name),
    displayName: name,
    password: 'pass@word1',
    user: { usageLocation: 'NO' },
    region: { Language: 'en-GB', TimeZone: 'GMT Standard Time' },
    place: { Building: 'Old House', City: 'Bergen', Tags: ['Old'] },
    ...rest,
  })

describe.concurrent('a room with every detail asked for', () => {
  it('has each of them in the tenant when it is ready, and the list that was missing', async () => {
    const ticket = await see.openTicket(aRoom('detail1', { ...everything, roomList: 'Oslo rooms' }))

    const { comments } = await see.answered(ticket, 90)

    const account = await see.account(addressOf('detail1'))
    expect(comments.at(-1)?.text).toContain('is ready')
    expect(account.place).toMatchObject({
      Building: 'Fjordgata 1',
      City: 'Oslo',
      AudioDeviceName: 'Ceiling microphones',
      VideoDeviceName: 'Two cameras',
      DisplayDeviceName: 'Two 75 inch screens',
      IsWheelChairAccessible: true,
      Tags: ['Whiteboard', 'Window'],
    })
    expect(account.workingHours).toEqual({
      WorkDays: 'Monday, Tuesday, Thursday',
      WorkingHoursStartTime: '07:30:00',
      WorkingHoursEndTime: '18:00:00',
      WorkingHoursTimeZone: 'W. Europe Standard Time',
    })
    expect(account.region).toMatchObject({ Language: 'nb-NO', TimeZone: 'W. Europe Standard Time' })
    expect(account.calendarView).toEqual(['LimitedDetails'])
    expect(account.mailbox?.mailTip).toBe('Ring the bell & wait.')
    expect(account.clientAccess).toMatchObject({ ActiveSyncMailboxPolicy: 'Default' })
    expect(account.roomLists).toEqual(['Oslo rooms'])
  })

  it('is asked for twice without a write the second time, and its list is used by the next room', async () => {
    const wish = { ...everything, roomList: 'Bergen rooms' }
    await see.answered(await see.openTicket(aRoom('detail2', wish)), 90)
    const before = writesTo('detail2').length

    const again = await see.answered(await see.openTicket(aRoom('detail2', wish)), 90)
    const next = await see.answered(await see.openTicket(aRoom('detail3', { roomList: 'bergen rooms' })), 90)

    expect([again, next].map(({ comments }) => comments.at(-1)?.text)).toEqual([
      expect.stringContaining('is ready'),
      expect.stringContaining('is ready'),
    ])
    expect(writesTo('detail2')).toHaveLength(before)
    expect((await see.account(addressOf('detail3'))).roomLists).toEqual(['Bergen rooms'])
    expect(
      see.journal('ergen rooms').filter(({ cmdlet, effect }) => effect && cmdlet?.startsWith('New-')),
    ).toHaveLength(1)
  })

  it('has its calendar found by id where the name of the folder is that of another language', async () => {
    await seeOldRoom('detail4', {
      region: { Language: 'de-DE', TimeZone: 'GMT Standard Time', LocalizeDefaultFolderName: true },
    })

    await see.answered(await see.openTicket(aRoom('detail4', { calendarView: 'everything' })), 90)

    expect((await see.account(addressOf('detail4'))).calendarView).toEqual(['Reviewer'])
  })

  it('and hidden is not to be found in address lists', async () => {
    await see.answered(await see.openTicket(aRoom('detail5', { hidden: true })), 90)

    expect((await see.account(addressOf('detail5'))).mailbox?.hiddenFromAddressListsEnabled).toBe(true)
  })
})

describe.concurrent('a cancel', () => {
  it('takes back every detail of a room that existed, and names the list that was made', async () => {
    await seeOldRoom('undo1')
    const old = await see.account(addressOf('undo1'))
    // Nobody has a licence of the kind, so that it waits after everything else is written.
    await see.tenant('/skus/Microsoft_Teams_Rooms_Basic', 'PUT', { enabled: 0 })
    const ticket = await see.openTicket(aRoom('undo1', { ...everything, roomList: 'Undo rooms', licence: 'basic' }))
    await see.told(ticket, 'a free licence')
    expect((await see.account(addressOf('undo1'))).roomLists).toEqual(['Undo rooms'])

    await see.cancelTicket(ticket)
    const { comments } = await see.answered(ticket, 90)

    const after = await see.account(addressOf('undo1'))
    expect(comments.at(-1)?.text).toContain('the room list Undo rooms')
    expect(after.place).toMatchObject({ Building: 'Old House', City: 'Bergen', Tags: ['Old'] })
    expect(after.region).toEqual(old.region)
    expect(after.calendarView).toEqual(['AvailabilityOnly'])
    expect(after.workingHours).toMatchObject({ WorkingHoursStartTime: '08:00:00', WorkDays: 'Weekdays' })
    expect(after.mailbox?.mailTip ?? '').toBe('')
    expect(after.clientAccess).toMatchObject({ ActiveSyncMailboxPolicy: null })
    expect(after.roomLists).toEqual([])
  })
})

describe.concurrent('a cancel of another wording', () => {
  it('takes back what an earlier wording of the ticket had set, also what the later one does not ask for', async () => {
    await seeOldRoom('undo2')
    await see.tenant('/skus/Microsoft_Teams_Rooms_Basic', 'PUT', { enabled: 0 })
    const wish = { calendarView: 'everything', roomList: 'Undone rooms', licence: 'basic' }
    const ticket = await see.openTicket(aRoom('undo2', wish))
    await see.told(ticket, 'a free licence')

    await see.changeTicket(ticket, aRoom('undo2', { licence: 'basic' }))
    await see.cancelTicket(ticket)
    const { comments } = await see.answered(ticket, 90)

    const after = await see.account(addressOf('undo2'))
    expect(comments.at(-1)?.text).toContain('was cancelled')
    expect([after.calendarView, after.roomLists]).toEqual([['AvailabilityOnly'], []])
  })
})

describe.concurrent('earlier settings', () => {
  it('of a room that is ready go back with one press, details among them', async () => {
    await seeOldRoom('restore1')
    const old = await see.account(addressOf('restore1'))
    const ticket = await see.openTicket(aRoom('restore1', { ...everything, roomList: 'Restore rooms' }))
    await see.answered(ticket, 90)
    const { id } = await see.request(ticket)

    const { status } = await see.api(`/requests/${id}/restore`, { method: 'POST' })
    await see.told(ticket, 'were put back by')

    const after = await see.account(addressOf('restore1'))
    expect(status).toBe(202)
    expect(after.place).toMatchObject({ Building: 'Old House', City: 'Bergen', Tags: ['Old'] })
    expect([after.region, after.roomLists, after.mailbox?.mailTip ?? '']).toEqual([old.region, [], ''])
    expect(after.calendarView).toEqual(['AvailabilityOnly'])
  })
})

describe.concurrent('what is not to be had', () => {
  it.each([
    ['wrong1', { mobilePolicy: 'Nobody' }, 'mobile-policy-wrong'],
    ['wrong2', { roomList: 'All staff' }, 'room-list-wrong'],
  ])('ends %s with a person before anything is written', async (name, wish, code) => {
    if (code === 'room-list-wrong')
      await see.tenant('/accounts', 'POST', { kind: 'group', address: addressOf('staff'), displayName: 'All staff' })

    const ticket = await see.openTicket(aRoom(name, wish))
    await see.answered(ticket, 90)

    expect((await see.request(ticket)).problem?.code).toBe(code)
    expect(writesTo(name)).toEqual([])
  })
})

interface OnServer {
  recipient?: Record<string, unknown> & { members?: string[] }
}
const onServer = (address: string) => see.tenant<OnServer>(`/on-premises/${address}`)

describe.concurrent('where Exchange is a server', () => {
  it('a room has its details there, and is told which of them Exchange Server does not keep', async () => {
    const address = 'mtr-paris-9@emea.contoso.com'
    const wish = { ...everything, mobilePolicy: 'Rooms', roomList: 'Paris rooms', address, usageLocation: 'FR' }
    const ticket = await see.openTicket(aRoom('paris9', wish))

    const { comments } = await see.answered(ticket, 120)

    const { recipient } = await onServer(address)
    expect(comments.at(-1)?.text).toContain('is ready')
    expect(comments.at(-1)?.text).toContain('Exchange Server keeps no such things of rooms: city, audio device')
    expect(recipient).toMatchObject({
      mailTip: 'Ring the bell & wait.',
      language: 'nb-NO',
      timeZone: 'W. Europe Standard Time',
      workingHours: { WorkDays: 'Monday, Tuesday, Thursday', WorkingHoursEndTime: '18:00:00' },
      calendarView: ['LimitedDetails'],
      mobilePolicy: 'Rooms',
    })
    expect((await onServer('parisrooms@corp.contoso.com')).recipient?.members).toHaveLength(1)
  })

  it('a policy that asks devices for a password is refused before anything is written', async () => {
    const address = 'mtr-paris-8@emea.contoso.com'
    const ticket = await see.openTicket(aRoom('paris8', { address, usageLocation: 'FR', mobilePolicy: 'Phones' }))

    await see.answered(ticket, 120)

    expect((await see.request(ticket)).problem?.code).toBe('mobile-policy-wrong')
    expect(writesTo(address)).toEqual([])
  })

  it('a room with Skype on a server is hidden and has its MailTip from inside, by synchronisation', async () => {
    const address = 'mtr-oslo-9@contoso.com'
    const wish = { services: 'both', neighbour: 'dan@contoso.com', hidden: true, mailTip: 'Ask at the desk.' }
    const ticket = await see.openTicket(aRoom('oslo9', { address, ...wish, city: 'Oslo', calendarView: 'subjects' }))

    const { comments } = await see.answered(ticket, 120)

    const cloud = await see.account(address)
    expect(comments.at(-1)?.text).toContain('is ready')
    expect(comments.at(-1)?.text).toContain('the local directory keeps it: city')
    expect(cloud.mailbox).toMatchObject({ hiddenFromAddressListsEnabled: true, mailTip: 'Ask at the desk.' })
    expect(cloud.calendarView).toEqual(['LimitedDetails'])
    expect((await onServer(address)).recipient).toMatchObject({ hiddenFromAddressLists: true })
  })
})
