import { format, inspect } from 'node:util'
import { describe, expect, it } from 'vitest'
import { Secret } from '../../../shared/secret.ts'
import { makeLog } from '../../../shared/telemetry.ts'

const canary = 'canary-7f3a'
const secret = new Secret(canary)
const logged: string[] = []
const log = makeLog((line) => logged.push(line))

describe('a secret', () => {
  it.each<[string, () => string]>([
    ['JSON', () => JSON.stringify({ secret, list: [secret] })],
    // oxlint-disable-next-line restrict-template-expressions -- that is the leak
    ['a template', () => `${secret}`],
    ['string conversion', () => String(secret) + secret.toString()],
    ['inspection', () => inspect({ deep: { secret } }, { depth: null, showHidden: true })],
    ['formatted output', () => format('%s %o %O %j', secret, secret, secret, secret)],
    ['its keys', () => JSON.stringify([Object.keys(secret), Object.entries(secret)])],
    ['a copy', () => inspect(structuredClone({ secret }), { depth: null })],
    ['the message of an error', () => String(new Error('wrong: ' + String(secret), { cause: secret }))],
    [
      'a line of the log',
      () => {
        log.info('event', { secret: secret as unknown as string })
        return logged.join('')
      },
    ],
  ])('is not in %s', (_, show) => {
    expect(show()).not.toContain(canary)
  })

  it('is told to who asks for it', () => {
    expect(secret.reveal()).toBe(canary)
  })
})
