import { createHmac } from 'node:crypto'
import { createContext, runInContext } from 'node:vm'
import { expect, it } from 'vitest'
import { Secret } from '../../../../shared/secret.ts'
import { servicenow } from '../../../../shared/tickets/servicenow.ts'
import { codeIn } from '../../../kit/guides.ts'
import { read } from '../../../kit/reading.ts'
import { newSecret } from '../../../kit/webhooks.ts'

const [onItem = '', onApproval = ''] = codeIn('servicenow', 'js')
const at = new Date('2026-11-23T08:00:00Z')
const sysId = 'a'.repeat(32)

const item = {
  sys_id: sysId,
  number: 'RITM0010001',
  sys_mod_count: 3,
  state: '1',
  variables: { room_name: 'Board', site: 'OSL', usage_location: 'NO', capacity: '12', enterprise_voice: 'false' },
  requested_for: { getRefRecord: () => ({ name: 'Rita Requester', email: 'rita@contoso.com' }) },
}

/** Runs a business rule of the guide with what it uses of an instance, and resolves with what it sends. */
function run(script: string, current: object) {
  const sent = { headers: {} as Record<string, string>, body: '', endpoint: '', isSent: false }
  const properties: Record<string, string> = {
    'roomwright.secret': newSecret.reveal(),
    'roomwright.url': 'https://rooms.contoso.com/api/webhooks/servicenow',
  }
  class RESTMessageV2 {
    setEndpoint = (url: string) => void (sent.endpoint = url)
    setHttpMethod = () => undefined
    setRequestHeader = (name: string, value: string) => void (sent.headers[name] = value)
    setRequestBody = (body: string) => void (sent.body = body)
    executeAsync = () => void (sent.isSent = true)
  }
  const instance = createContext({
    current,
    gs: { getProperty: (name: string) => properties[name] },
    sn_ws: { RESTMessageV2 },
    GlideDateTime: class {
      getValue = () => at.toISOString().slice(0, 19).replace('T', ' ')
      getNumericValue = () => at.getTime()
    },
    GlideCertificateEncryption: class {
      generateMac = (key: string, _: string, text: string) =>
        createHmac('sha256', Buffer.from(key, 'base64')).update(text).digest('base64')
    },
    GlideRecord: class {
      get() {
        Object.assign(this, item)
        return true
      }
    },
  })
  runInContext(script, instance)
  return sent
}

const verify = ({ headers, body }: ReturnType<typeof run>) =>
  servicenow.verify({ headers: new Headers(headers), body: Buffer.from(body) }, [new Secret(newSecret.reveal())], at)

it('the business rule of the guide signs what is then read as the room', async () => {
  const sent = run(onItem, item)

  expect([sent.isSent, sent.endpoint]).toEqual([true, 'https://rooms.contoso.com/api/webhooks/servicenow'])
  expect(verify(sent)).toBe(`${sysId}-3`)
  expect(await read('servicenow', JSON.parse(sent.body))).toMatchObject([
    {
      kind: 'request',
      ticket: `RITM0010001:${sysId}`,
      revision: 3,
      requester: { name: 'Rita Requester', email: 'rita@contoso.com' },
      room: { name: 'Board', capacity: 12, usageLocation: 'NO', enterpriseVoice: false },
    },
  ])
})

it('the business rule sends a cancelled item as a withdrawal', async () => {
  const sent = run(onItem, { ...item, state: '7' })

  expect(await read('servicenow', JSON.parse(sent.body))).toMatchObject([{ kind: 'withdraw', revision: 3 }])
})

it('the business rule on approvals signs a reason to look', async () => {
  const sent = run(onApproval, { sys_id: 'b'.repeat(32), sys_mod_count: 1, sysapproval: sysId })

  expect(verify(sent)).toBe(`${'b'.repeat(32)}-1`)
  expect(await read('servicenow', JSON.parse(sent.body))).toEqual([
    { kind: 'look', ticket: `RITM0010001:${sysId}`, item: 1 },
  ])
})
