import { expect, test } from 'vitest'
import { at, failureOf, rehearse, waitFor } from './rehearsal.ts'

test.each([
  ['alice', 'Room', 'RoomMailbox'],
  ['reception', 'Equipment', 'EquipmentMailbox'],
  ['board1', 'Regular', 'UserMailbox'],
  ['confrm1', 'Shared', 'SharedMailbox'],
])('%s becomes a %s mailbox, which is seen later', async (name, Type, type) => {
  const { exchange } = await rehearse()
  const typeOf = async () => {
    const { body } = await exchange('Get-Mailbox', { Identity: at(name) })
    return body.value[0]?.['RecipientTypeDetails']
  }

  const { status } = await exchange('Set-Mailbox', { Identity: at(name), Type })
  const before = await typeOf()

  expect(status).toBe(200)
  expect(before).not.toBe(type)
  expect(await waitFor(typeOf, (shown) => shown === type)).toBe(type)
})

test("a person's mailbox that became a room answers no invitation until it is told to", async () => {
  const { exchange } = await rehearse()
  await exchange('Set-Mailbox', { Identity: at('alice'), Type: 'Room' })
  const processing = async () => {
    const { body } = await exchange('Get-CalendarProcessing', { Identity: at('alice') })
    return body.value[0]?.['AutomateProcessing']
  }
  await waitFor(
    () => exchange('Get-Mailbox', { Identity: at('alice') }),
    ({ body }) => body.value[0]?.['RecipientTypeDetails'] === 'RoomMailbox',
  )

  const before = await processing()
  await exchange('Set-CalendarProcessing', { Identity: at('alice'), AutomateProcessing: 'AutoAccept' })

  expect([before, await processing()]).toEqual(['AutoUpdate', 'AutoAccept'])
})

test('a room that is a room already is not changed', async () => {
  const { exchange } = await rehearse()

  const { body } = await exchange('Set-Mailbox', { Identity: at('board1'), Type: 'Room' })

  expect(body['@adminapi.warnings'][0]).toContain('no settings')
})

test.each([
  ['Sofa', 'Specify one of the following enumerator names'],
  ['Desk', 'not supported by the local tenant'],
])('the type %s is refused', async (Type, text) => {
  const { exchange } = await rehearse()

  expect(failureOf(await exchange('Set-Mailbox', { Identity: at('board1'), Type }))).toContain(text)
})
