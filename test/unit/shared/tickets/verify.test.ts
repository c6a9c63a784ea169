import { createHmac } from 'node:crypto'
import { describe, expect, it } from 'vitest'
import { Problem } from '../../../../shared/room/problems.ts'
import { Secret } from '../../../../shared/secret.ts'
import type { SourceName } from '../../../../shared/sources.ts'
import { ticketSystems } from '../../../../shared/tickets/systems.ts'
import { start } from '../../../kit/records.ts'

const body = '{"a":"ø"}'
const now = new Date(start)
const both = [new Secret('the new secret of this source'), new Secret('the old secret of this source')]
const at = (seconds: number) => `${new Date(now.getTime() + seconds * 1_000).toISOString().slice(0, 19)}Z`

/** What becomes of an arrival: its id, or the code of the refusal. */
function verify(source: SourceName, headers: Record<string, string>, bytes: string | Buffer = body, secrets = both) {
  try {
    const arrival = { headers: new Headers(headers), body: Buffer.from(bytes) }
    return ticketSystems[source].verify(arrival, secrets, now) ?? 'proved'
  } catch (error) {
    if (error instanceof Problem) return error.code
    throw error
  }
}

const secretOf = (place: 0 | 1): string => both[place]?.reveal() ?? ''

describe('a webhook of Jira', () => {
  const sign = (secret = secretOf(0), text: string | Buffer = body) => ({
    'x-hub-signature': `sha256=${createHmac('sha256', secret).update(text).digest('hex')}`,
    'x-atlassian-webhook-identifier': 'id-1',
  })

  it('is known by its identifier, with either live secret', () => {
    expect([verify('jira', sign()), verify('jira', sign(secretOf(1)))]).toEqual(['id-1', 'id-1'])
  })

  it.each<[string, Record<string, string>, string]>([
    ['without a signature', { 'x-hub-signature': '' }, 'signature-missing'],
    ['with a foreign secret', sign('a foreign secret'), 'signature-wrong'],
    ['of another algorithm', { 'x-hub-signature': `sha1=${'a'.repeat(40)}` }, 'signature-wrong'],
    ['with a signature that is cut', { 'x-hub-signature': sign()['x-hub-signature'].slice(0, -2) }, 'signature-wrong'],
    ['with an endless signature', { 'x-hub-signature': 'a'.repeat(5_000) }, 'signature-missing'],
  ])('%s is refused', (_, headers, code) => {
    expect(verify('jira', headers)).toBe(code)
  })

  it('is signed over its bytes, whatever they are', () => {
    const bytes = Buffer.from([0xff, 0xfe, 0x00])

    expect(verify('jira', sign(secretOf(0), bytes), bytes)).toBe('id-1')
    expect(verify('jira', sign(), `${body} `)).toBe('signature-wrong')
  })
})

describe('a webhook of Zendesk', () => {
  const sign = (timestamp = at(0), secret = secretOf(0)) => ({
    'x-zendesk-webhook-signature': createHmac('sha256', secret).update(timestamp).update(body).digest('base64'),
    'x-zendesk-webhook-signature-timestamp': timestamp,
  })

  it.each([-300, -299, 0, 299, 300])('may be %i seconds off', (seconds) => {
    expect(verify('zendesk', sign(at(seconds)))).toBe('proved')
  })

  it.each([-301, 301])('must not be %i seconds off', (seconds) => {
    expect(verify('zendesk', sign(at(seconds)))).toBe('timestamp-stale')
  })

  it.each<[string, Record<string, string>, string]>([
    ['with the old secret', sign(at(0), secretOf(1)), 'proved'],
    ['with a foreign secret', sign(at(0), 'a foreign secret'), 'signature-wrong'],
    [
      'with a time that is not the signed one',
      { ...sign(), 'x-zendesk-webhook-signature-timestamp': at(1) },
      'signature-wrong',
    ],
    ['with a signed time that is none', sign('now'), 'timestamp-stale'],
    ['without a time', { ...sign(), 'x-zendesk-webhook-signature-timestamp': '' }, 'signature-missing'],
  ])('%s is %s', (_, headers, expected) => {
    expect(verify('zendesk', headers)).toBe(expected)
  })
})

describe.each<SourceName>(['freshservice', 'halopsa'])('a webhook of %s', (source) => {
  const basic = (pair: string) => `Basic ${Buffer.from(pair).toString('base64')}`

  it.each<[string, string, string]>([
    ['a bearer token', 'Bearer SECRET', 'proved'],
    ['the scheme in small letters', 'bearer SECRET', 'proved'],
    ['the password of anybody', basic('anybody:SECRET'), 'proved'],
    ['a password with a colon', basic('a:b:SECRET'), 'secret-wrong'],
    ['a name without a password', basic('SECRET'), 'secret-wrong'],
    ['another scheme', 'Digest SECRET', 'secret-wrong'],
    ['a foreign secret', 'Bearer a-foreign-secret', 'secret-wrong'],
    ['a part of the secret', 'Bearer SECRE', 'secret-wrong'],
    ['nothing', '', 'signature-missing'],
  ])('with %s', (_, authorization, expected) => {
    expect(verify(source, { authorization }, body, [new Secret('OLD'), new Secret('SECRET')])).toBe(expected)
  })
})
