import { describe, expect, it } from 'vitest'
import { Transient } from '../../../../shared/http/transient.ts'
import { toResult } from '../../../../shared/microsoft365/cmdletResult.ts'

const failed = (message: string, code = 'InternalServerError') => ({
  error: { code, message: 'Error executing cmdlet', details: [{ code: 'Client', target: '', message }] },
})
const notFound =
  "Ex6F9304|Microsoft.Exchange.Configuration.Tasks.ManagementObjectNotFoundException|The operation couldn't be performed because object 'mtr-x' couldn't be found on 'AM0PR01A'."
const read = (status: number, body?: unknown, retryAfter?: number) => toResult('Get-Mailbox', status, body, retryAfter)

describe('an answer of Exchange', () => {
  it('with values is these values', () => {
    const body = { value: [{ DisplayName: 'Board' }], '@adminapi.warnings': ['no settings have been modified'] }

    expect(read(200, body)).toEqual({ kind: 'ok', value: [{ DisplayName: 'Board' }] })
  })

  it.each([undefined, {}, { value: [] }])('without values is fine: %j', (body) => {
    expect(read(204, body)).toEqual({ kind: 'ok', value: [] })
  })

  it.each<[string, number, unknown, string]>([
    ['nothing there', 404, failed(notFound), 'absent'],
    ['no mailbox there', 400, failed("Ex41BAF5|x|The specified mailbox doesn't exist."), 'absent'],
    ['a proxy address in use', 400, failed('||The proxy address "SMTP:x" is already being used by "Y".'), 'taken'],
    ['a name in use', 400, failed('||The name "mtr-x" is already being used.'), 'taken'],
    [
      'an object in Entra in the way',
      400,
      failed('||Another object with the same value for property proxyAddresses already exists.'),
      'taken',
    ],
    ['no token', 401, undefined, 'denied'],
    ['no right', 403, undefined, 'denied'],
    ['a cmdlet outside our role', 400, failed("||The term 'Set-Place' isn't recognized."), 'denied'],
    ['anything else', 400, failed('||Something is odd.'), 'other'],
    ['a fault without words', 500, undefined, 'other'],
  ])('that says %s is a failure of its own kind', (_, status, body, reason) => {
    expect(read(status, body)).toMatchObject({ kind: 'failed', reason })
  })

  it('is said in the words after the class of the exception, at most 500 characters of them', () => {
    expect(read(404, failed(notFound))).toMatchObject({
      text: "The operation couldn't be performed because object 'mtr-x' couldn't be found on 'AM0PR01A'.",
    })
    expect(read(400, failed(`||${'x'.repeat(1_000)}`))).toMatchObject({ text: 'x'.repeat(500) })
    expect(read(500, undefined)).toMatchObject({ text: 'no reason given' })
  })

  it.each<[string, unknown, string]>([
    ['the detail', failed('||detail'), 'detail'],
    [
      'the inner exception',
      { error: { message: 'outer', innererror: { internalexception: { message: '||inner' } } } },
      'inner',
    ],
    ['the message', { error: { message: 'outer' } }, 'outer'],
  ])('has %s for its words', (_, body, text) => {
    expect(read(400, body)).toMatchObject({ text })
  })

  it.each<[string, number, unknown]>([
    ['429', 429, undefined],
    ['503', 503, undefined],
    ['408', 408, undefined],
    ['504', 504, undefined],
    [
      'too many at once',
      400,
      failed('||You have reached the maximum number of concurrent requests per tenant. Please wait and try again'),
    ],
    ['a busy server', 500, failed('|ServerBusyException|busy')],
    ['a proxy that is away', 500, failed('|x|CmdletProxyNotAvailableFailure')],
    ['a passing trouble', 400, failed('||The issue may be transient.')],
  ])('that says %s is for later', (_, status, body) => {
    expect(() => read(status, body)).toThrow(Transient)
  })

  it('that says how long to wait is for later, that long', () => {
    expect(() => read(429, undefined, 90)).toThrow(expect.objectContaining({ seconds: 90 }))
  })

  it('that carries errors beside a 200 is what these errors say', () => {
    expect(read(200, { value: [], '@adminapi.errors': [{ message: notFound }] })).toMatchObject({ reason: 'absent' })
  })
})
