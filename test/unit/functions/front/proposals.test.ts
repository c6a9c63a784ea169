import { describe, expect, it } from 'vitest'
import { readProposal } from '../../../../functions/front/proposals.ts'
import type { Person } from '../../../../shared/http/signIn.ts'
import { aDoorRequest, jsonOf } from '../../../kit/doorRequest.ts'
import { aFront, rita, signedIn } from '../../../kit/front.ts'
import { start } from '../../../kit/records.ts'

const convention = {
  domain: 'contoso.com',
  pattern: 'mtr-{site}-{floor}-{room}',
  displayName: '{building} {room}',
  observedAt: start,
}
const board = { name: 'HQ Board', address: 'mtr-osl-4-board@contoso.com' }

const pathFor = (query: Record<string, string>): string => `/api/proposals?${new URLSearchParams(query).toString()}`

async function ask(query: Record<string, string>, person: Person = rita) {
  const { world, known, call } = aFront(person)
  await world.conventions.keep(convention)
  known.push(board)
  return call(readProposal)(aDoorRequest({ headers: signedIn, path: pathFor(query) }))
}
const room = { displayName: 'Board', site: 'OSL', building: 'HQ', floor: '4' }

describe('a proposal', () => {
  it.each([['Requester'], ['Approver'], ['Administrator'], ['Reader']] as Person['roles'][])(
    'is made for the role %s, by the convention and what is known',
    async (role) => {
      expect(jsonOf(await ask(room, { ...rita, roles: [role] }))).toEqual({
        displayName: 'HQ Board',
        address: 'mtr-osl-4-board-2@contoso.com',
        taken: board,
        lookAlikes: [board],
        observedAt: start,
      })
    },
  )

  it('takes numbers, which are text in a query', async () => {
    expect(jsonOf(await ask({ ...room, capacity: '12', module: '2' }))).toMatchObject({
      address: 'mtr-osl-4-board-2@contoso.com',
    })
  })

  it.each([
    ['no name', { site: 'OSL' }, 'displayName'],
    ['no site', { displayName: 'Board' }, 'site'],
    ['a number that is none', { ...room, capacity: 'many' }, 'capacity'],
    ['a field that is not known', { ...room, colour: 'red' }, 'colour'],
  ])('is refused with %s, by the field', async (_, query, field) => {
    const answer = await ask(query)

    expect(answer.status).toBe(422)
    expect(JSON.stringify(jsonOf(answer))).toContain(`"path":"${field}"`)
  })

  it('is none, and no error, before the back has said how rooms are named', async () => {
    const answer = await aFront(rita).call(readProposal)(aDoorRequest({ headers: signedIn, path: pathFor(room) }))

    expect([answer.status, jsonOf(answer)]).toEqual([200, { lookAlikes: [] }])
  })
})
