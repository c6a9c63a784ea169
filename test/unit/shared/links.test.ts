import { expect, it } from 'vitest'
import { makeLinks } from '../../../shared/links.ts'
import { aRecord, requestId } from '../../kit/records.ts'

const links = makeLinks({
  site: 'https://rooms.contoso.com',
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

it('an answer leads the installer to the page of the hand-over', () => {
  expect(links(aRecord()).handover).toBe(`https://rooms.contoso.com/requests/${requestId}/handover`)
})
