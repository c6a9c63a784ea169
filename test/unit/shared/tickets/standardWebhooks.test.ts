import { describe, expect, it } from 'vitest'
import { Problem } from '../../../../shared/room/problems.ts'
import { verifyStandardWebhook } from '../../../../shared/tickets/standardWebhooks.ts'
import { start } from '../../../kit/records.ts'
import { foreignSecret, newSecret, oldSecret, sign } from '../../../kit/webhooks.ts'

const body = '{"type":"room.requested"}'
const now = Date.parse(start) / 1_000
const both = [newSecret, oldSecret]

function verify(headers: Record<string, string>, bytes: string | Buffer = body, secrets = both): string | undefined {
  try {
    return verifyStandardWebhook({ headers: new Headers(headers), body: Buffer.from(bytes) }, secrets, new Date(start))
  } catch (error) {
    if (error instanceof Problem) return error.code
    throw error
  }
}

describe('a signed message', () => {
  it('is known by its id', () => {
    expect(verify(sign({ body, id: 'msg-7' }))).toBe('msg-7')
  })

  it('may be signed with the new secret or the old one', () => {
    expect(verify(sign({ body, secret: newSecret }))).toBe('msg-1')
    expect(verify(sign({ body, secret: oldSecret }))).toBe('msg-1')
    expect(verify(sign({ body, secret: oldSecret }), body, [newSecret])).toBe('signature-wrong')
  })

  it('may carry several signatures, of which one is ours', () => {
    const other = sign({ body, secret: foreignSecret })['webhook-signature']
    const signed = sign({ body })

    expect(verify({ ...signed, 'webhook-signature': `${other} v1a,abc ${signed['webhook-signature']}` })).toBe('msg-1')
  })

  it.each([-300, -299, 0, 299, 300])('may be %i seconds off', (seconds) => {
    expect(verify(sign({ body, timestamp: now + seconds }))).toBe('msg-1')
  })

  it.each([-301, 301, -86_400])('must not be %i seconds off', (seconds) => {
    expect(verify(sign({ body, timestamp: now + seconds }))).toBe('timestamp-stale')
  })

  it.each([NaN, 1.5, -now, now * 1_000])('must not say that it is %d', (timestamp) => {
    expect(verify(sign({ body, timestamp }))).toBe('timestamp-stale')
  })
})

describe('a message is refused', () => {
  it('when any byte of the signature is another one', () => {
    const signed = sign({ body })
    const signature = Buffer.from(signed['webhook-signature'].slice(3), 'base64')

    for (const place of signature.keys()) {
      const changed = Buffer.from(signature)
      changed[place] = (changed[place] ?? 0) ^ 1
      expect(verify({ ...signed, 'webhook-signature': `v1,${changed.toString('base64')}` })).toBe('signature-wrong')
    }
  })

  it('when any byte of the body is another one', () => {
    const signed = sign({ body })

    for (const place of Buffer.from(body).keys()) {
      const changed = Buffer.from(body)
      changed[place] = (changed[place] ?? 0) ^ 1
      expect(verify(signed, changed)).toBe('signature-wrong')
    }
  })

  it.each<[string, Record<string, string>]>([
    ['another id was signed', { 'webhook-id': 'msg-2' }],
    ['another time was signed', { 'webhook-timestamp': String(now + 1) }],
    ['the id took a part of the time', { 'webhook-id': `msg-1.${now}`, 'webhook-timestamp': '' }],
    [
      'the signature is of the asymmetric kind only',
      { 'webhook-signature': sign({ body })['webhook-signature'].replace('v1,', 'v1a,') },
    ],
    ['the signature has no version', { 'webhook-signature': sign({ body })['webhook-signature'].slice(3) }],
    [
      'the signature is a part of the right one',
      { 'webhook-signature': sign({ body })['webhook-signature'].slice(0, 20) },
    ],
    ['the signature is empty', { 'webhook-signature': 'v1,' }],
  ])('when %s', (_, changes) => {
    expect(verify({ ...sign({ body }), ...changes })).toMatch(/^signature-/)
  })

  it.each(['webhook-id', 'webhook-timestamp', 'webhook-signature'])('when %s is missing or endless', (header) => {
    const { [header as 'webhook-id']: _, ...rest } = sign({ body })

    expect(verify(rest)).toBe('signature-missing')
    expect(verify({ ...sign({ body }), [header]: 'x'.repeat(4_097) })).toBe('signature-missing')
  })

  it('when it is signed with a foreign secret, before its age is looked at', () => {
    expect(verify(sign({ body, secret: foreignSecret, timestamp: 0 }))).toBe('signature-wrong')
  })

  it('when the source has no secret', () => {
    expect(verify(sign({ body }), body, [])).toBe('signature-wrong')
  })
})
