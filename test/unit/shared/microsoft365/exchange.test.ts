import { describe, expect, it } from 'vitest'
import { Transient } from '../../../../shared/http/transient.ts'
import type { Cmdlet } from '../../../../shared/microsoft365/cmdletRunner.ts'
import { failureOf } from '../../../kit/failures.ts'
import { batched, exchangeFailure, scriptExchange, tenantId } from '../../../kit/microsoft365.ts'
import { address } from '../../../kit/rooms.ts'

const get = (name: string, parameters: Cmdlet['parameters'] = { Identity: 'mtr-1@contoso.com' }): Cmdlet => ({
  name,
  parameters,
})
const two = [get('Get-Mailbox'), get('Get-Place')]

describe('one cmdlet', () => {
  it('is one call that names it, with a token for Exchange', async () => {
    const { exchange, sent } = scriptExchange({ body: { value: [{ DisplayName: 'Board' }] } })

    const results = await exchange.run([get('Get-Mailbox')], address)

    expect(results).toEqual([{ kind: 'ok', value: [{ DisplayName: 'Board' }] }])
    expect(sent).toHaveLength(1)
    expect(sent[0]).toMatchObject({
      method: 'POST',
      url: `https://outlook.office365.com/adminapi/beta/${tenantId}/InvokeCommand`,
      headers: {
        authorization: 'Bearer for https://outlook.office365.com/.default',
        'x-cmdletname': 'Get-Mailbox',
        'x-anchormailbox': expect.stringContaining(tenantId),
      },
      json: { CmdletInput: { CmdletName: 'Get-Mailbox', Parameters: { Identity: 'mtr-1@contoso.com' } } },
    })
  })

  it('whose answer is a page of a gateway is for later', async () => {
    const { exchange } = scriptExchange({ status: 500, body: '<html>Bad gateway</html>' })

    expect(await failureOf(exchange.run([get('Get-Mailbox')], address))).toBeInstanceOf(Transient)
  })

  it('without an answer in its body is done', async () => {
    const { exchange } = scriptExchange({ status: 204 })

    expect(await exchange.run([get('Set-Place')], address)).toEqual([{ kind: 'ok', value: [] }])
  })
})

describe('cmdlets that only the mailbox itself answers', () => {
  it('are anchored there, apart from the others, and their results stand in order', async () => {
    const { exchange, sent } = scriptExchange(
      { body: { value: [{ Name: 'of the tenant' }] } },
      { body: { value: [{ Name: 'of the mailbox' }] } },
    )

    const results = await exchange.run([get('Get-MailboxCalendarConfiguration'), get('Get-Mailbox')], address)

    expect(results).toEqual([
      { kind: 'ok', value: [{ Name: 'of the mailbox' }] },
      { kind: 'ok', value: [{ Name: 'of the tenant' }] },
    ])
    expect(sent.map(({ headers }) => headers?.['x-anchormailbox'])).toEqual([
      expect.stringContaining(`@${tenantId}`),
      `SMTP:${address}`,
    ])
  })
})

describe('several cmdlets', () => {
  it('are one batch, in their order', async () => {
    const { exchange, sent } = scriptExchange(batched({ status: 200 }, { status: 200 }))

    await exchange.run(two, address)

    expect(sent).toHaveLength(1)
    expect(sent[0]?.url).toMatch(/\/\$batch$/)
    expect(sent[0]?.json).toMatchObject({
      requests: [
        {
          id: '0',
          method: 'POST',
          headers: { 'X-CmdletName': 'Get-Mailbox' },
          body: { CmdletInput: { CmdletName: 'Get-Mailbox' } },
        },
        {
          id: '1',
          method: 'POST',
          headers: { 'X-CmdletName': 'Get-Place' },
          body: { CmdletInput: { CmdletName: 'Get-Place' } },
        },
      ],
    })
  })

  it('get the answer with their id, whatever the order of the answers', async () => {
    const { exchange } = scriptExchange(
      batched(
        { id: '1', status: 200, body: { value: [{ Building: 'A' }] } },
        { id: '0', status: 404, body: exchangeFailure("||couldn't be found on 'X'") },
      ),
    )

    expect(await exchange.run(two, address)).toEqual([
      { kind: 'failed', reason: 'absent', text: "couldn't be found on 'X'" },
      { kind: 'ok', value: [{ Building: 'A' }] },
    ])
  })

  it('of which one has no answer are for later', async () => {
    const { exchange } = scriptExchange(batched({ id: '1', status: 200 }))

    expect(await failureOf(exchange.run(two, address))).toEqual(
      new Transient('Exchange left out the answer to Get-Mailbox'),
    )
  })

  it.each<[string, Record<string, string>, number | undefined]>([
    ['in seconds', { 'Retry-After': '42' }, 42],
    ['as a date', { 'retry-after': 'Mon, 23 Nov 2026 08:01:00 GMT' }, 60],
    ['not at all', {}, undefined],
  ])('of which one is throttled are for later, and how long is told %s', async (_, headers, seconds) => {
    const { exchange } = scriptExchange(batched({ status: 200 }, { status: 429, headers }))

    expect(await failureOf(exchange.run(two, address))).toMatchObject({ name: 'Transient', seconds })
  })

  it('of which several are throttled are for later, as the one says that wants the longest rest', async () => {
    const busy = (seconds: string) => ({ status: 429, headers: { 'Retry-After': seconds } })
    const { exchange } = scriptExchange(batched(busy('5'), busy('90')))

    expect(await failureOf(exchange.run(two, address))).toMatchObject({ name: 'Transient', seconds: 90 })
  })

  it('of which one says that too many run are for later', async () => {
    const text = '||You have reached the maximum number of concurrent requests per tenant. Please wait and try again'
    const { exchange } = scriptExchange(batched({ status: 200 }, { status: 400, body: exchangeFailure(text) }))

    expect(await failureOf(exchange.run(two, address))).toBeInstanceOf(Transient)
  })

  it('are at most ten', async () => {
    const { exchange, sent } = scriptExchange()

    expect(
      String(
        await failureOf(
          exchange.run(
            Array.from({ length: 11 }, () => get('Get-Place')),
            address,
          ),
        ),
      ),
    ).toContain('11 cmdlets')
    expect(sent).toEqual([])
  })

  it.each([401, 403])('that are refused as a whole with %i are each denied', async (status) => {
    const { exchange } = scriptExchange({ status, body: { error: { message: 'Unauthorized' } } })

    expect(await failureOf(exchange.run(two, address))).toMatchObject([{ reason: 'denied' }, { reason: 'denied' }])
  })
})

describe('an open identity', () => {
  it.each([{}, { Identity: '' }, { Identity: null }])('is never sent: %j', async (parameters) => {
    const { exchange, sent } = scriptExchange()

    expect(String(await failureOf(exchange.run([...two, get('Get-Mailbox', parameters)], address)))).toContain(
      'Get-Mailbox without an identity would mean every object',
    )
    expect(sent).toEqual([])
  })

  it.each<[string, Cmdlet]>([
    ['a filter', get('Get-Recipient', { Filter: "EmailAddresses -eq 'smtp:x'" })],
    ['a new object', get('New-Mailbox', { Name: 'x' })],
  ])('is not what %s has', async (_, cmdlet) => {
    const { exchange } = scriptExchange({ body: { value: [] } })

    expect(await exchange.run([cmdlet], address)).toEqual([{ kind: 'ok', value: [] }])
  })
})
