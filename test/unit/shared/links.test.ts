import { expect, it } from 'vitest'
import { makeLinks } from '../../../shared/links.ts'
import { aClaim, aRecord, requestId } from '../../kit/records.ts'

const links = makeLinks({
  site: 'https://rooms.contoso.com',
  reveal: 'secret {secret} of {request}',
  certificates: 'skype',
})

it('an answer links to the request and to the page of problems', () => {
  expect(links(aRecord())).toMatchObject({
    request: `https://rooms.contoso.com/requests/${requestId}`,
    problems: 'https://rooms.contoso.com/problems',
  })
})

it('an answer knows which certificates the device needs', () => {
  expect(links(aRecord()).certificates).toBe('skype')
})

it('an answer says where the password is', () => {
  const record = aRecord({ claims: [aClaim('password', 'room-board-1a2b/v1')] })

  expect(links(record).reveal).toContain('secret room-board-1a2b')
  expect(links(record).reveal).toContain(`of ${requestId}`)
})

it('an answer names the version of the password that was set', () => {
  const claims = [
    aClaim('password', 'room-board-1a2b/v1', { attempt: 1, isDone: true }),
    aClaim('password', 'room-board-1a2b/v2', { attempt: 2, isDone: false }),
  ]

  expect(links(aRecord({ claims })).reveal).toContain('room-board-1a2b/v1')
})
