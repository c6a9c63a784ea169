import { describe, expect, it } from 'vitest'
import { askForReveal, readHandover, readReveal } from '../../../../functions/front/handOver.ts'
import type { Person } from '../../../../shared/http/signIn.ts'
import { commandSchema } from '../../../../shared/room/command.ts'
import type { RequestRecord } from '../../../../shared/room/record.ts'
import { makeKeys } from '../../../../web/src/pages/handover/keys.ts'
import { aDoorRequest, jsonOf } from '../../../kit/doorRequest.ts'
import { adam, aFront, rita, rolf, signedIn } from '../../../kit/front.ts'
import { aClaim, after, aRecord, ended, requestId, start } from '../../../kit/records.ts'
import { address, aRoom } from '../../../kit/rooms.ts'

const ready = (installer?: string): RequestRecord =>
  aRecord({
    run: ended('ready', { planned: aRoom({ installer }) }),
    attempts: 1,
    account: address,
    claims: [aClaim('password', 'room-board/v1')],
  })
const ticks = { tpm: 'yes', network: 'yes', alone: 'yes', certificates: 'yes' }
const { key } = await makeKeys()
const revealId = 'a'.repeat(20)

function aDoor(person: Person = rita, ...records: RequestRecord[]) {
  const front = aFront(person, ...records)
  const [ask, read, look] = [front.call(askForReveal), front.call(readHandover), front.call(readReveal)]
  const params = { id: requestId }
  return {
    ...front,
    ask: (body: object = { key, ticks }) => ask(aDoorRequest({ params, headers: signedIn, body })),
    read: () => read(aDoorRequest({ params, headers: signedIn })),
    look: () => look(aDoorRequest({ params: { ...params, reveal: revealId }, headers: signedIn })),
  }
}

describe('asking for the sign-in data', () => {
  it.each<[string, Person, RequestRecord]>([
    ['the requester', rita, ready()],
    ['the installer, who has not asked for the room', rolf, ready(rolf.email)],
  ])('puts the public key and the ticks of %s on the queue', async (_, person, record) => {
    const { ask, sent } = aDoor(person, record)

    const answer = await ask()

    expect(answer.status).toBe(202)
    expect(jsonOf(answer)).toMatchObject({ id: expect.stringMatching(/^[0-9a-f]{20}$/), until: after(600) })
    expect(sent).toEqual([
      expect.objectContaining({ kind: 'reveal', requestId, at: start, by: person.email, key, ticks }),
    ])
    expect(commandSchema.safeParse(sent[0]).success).toBe(true)
  })

  it('lets the back refuse a device without TPM chip, which keeps the answer', async () => {
    const { ask, sent } = aDoor(rita, ready())

    expect((await ask({ key, ticks: { ...ticks, tpm: 'no' } })).status).toBe(202)
    expect(sent).toHaveLength(1)
  })

  it.each<[string, number, string, ReturnType<typeof aDoor>, object?]>([
    ['an administrator', 403, 'not-the-installer', aDoor(adam, ready())],
    ['the requester, where somebody else installs', 403, 'not-the-installer', aDoor(rita, ready(rolf.email))],
    ['somebody else', 404, 'request-unknown', aDoor(rolf, ready())],
    ['an approver', 404, 'request-unknown', aDoor({ ...rolf, roles: ['Approver'] }, ready())],
    ['who comes too early', 409, 'handover-too-early', aDoor(rita, aRecord())],
    [
      'who confirms not all',
      422,
      'checklist-incomplete',
      aDoor(rita, ready()),
      { key, ticks: { ...ticks, alone: 'no' } },
    ],
    ['who leaves out an answer', 422, 'request-invalid', aDoor(rita, ready()), { key, ticks: { tpm: 'yes' } }],
    ['who sends a private key', 422, 'request-invalid', aDoor(rita, ready()), { key: { ...key, d: 'd' }, ticks }],
    ['who sends no key', 422, 'request-invalid', aDoor(rita, ready()), { ticks }],
  ])('%s is refused with %i %s', async (_, status, code, { ask, sent }, body) => {
    const answer = await ask(body)

    expect(answer.status).toBe(status)
    expect(jsonOf(answer)['code']).toBe(code)
    expect(sent).toEqual([])
  })
})

describe('the page', () => {
  it('reads what to tick and what the sheet says, and nothing that is secret', async () => {
    const answer = await aDoor(rita, ready()).read()

    expect(jsonOf(answer)).toMatchObject({
      account: address,
      checks: ['tpm', 'network', 'alone', 'certificates'],
      installer: rita.email,
      link: `https://rooms.contoso.com/requests/${requestId}/handover`,
    })
    expect(answer.body).not.toContain('room-board/v1')
  })

  it('reads why it would not be shown', async () => {
    expect(jsonOf(await aDoor(adam, ready()).read())['problem']).toMatchObject({ code: 'not-the-installer' })
  })
})

describe('the answer', () => {
  const row = { id: revealId, requestId, by: rita.email, expiresAt: after(600), sealed: 'a.b.c.d.e' }
  const given = { ...ready(), handovers: [{ id: revealId, version: 'v', by: rita.email, at: start }] }

  it('is queued, then sealed, then expired, although its row is still there', async () => {
    const { look, world, clock } = aDoor(rita, ready())
    expect(jsonOf(await look())).toEqual({ state: 'queued' })
    await world.reveals.keep(row)
    expect(jsonOf(await look())).toEqual({ state: 'sealed', sealed: row.sealed })
    clock.advance(600)

    expect(jsonOf(await look())).toEqual({ state: 'expired' })
  })

  it('is queued while it is given away and not there yet, and has expired when its row was removed', async () => {
    const { look, clock } = aDoor(rita, given)
    const before = jsonOf(await look())
    clock.advance(600)

    expect(before).toEqual({ state: 'queued' })
    expect(jsonOf(await look())).toEqual({ state: 'expired' })
  })

  it('says why there is none', async () => {
    const { look, world } = aDoor(rita, ready())
    await world.reveals.keep({ ...row, sealed: undefined as never, refused: { code: 'no-physical-tpm', facts: {} } })

    expect(jsonOf(await look())).toMatchObject({ state: 'refused', problem: { code: 'no-physical-tpm' } })
  })

  it.each([
    ['who has not asked for it', { ...row, by: rolf.email }],
    ['of another request', { ...row, requestId: 'c'.repeat(20) }],
  ])('is not for %s', async (_, other) => {
    const { look, world } = aDoor(rita, ready())
    await world.reveals.keep(other)

    expect((await look()).status).toBe(404)
  })
})
