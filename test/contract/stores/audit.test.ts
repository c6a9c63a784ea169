import { expect, test } from 'vitest'
import { address } from '../../../shared/room/request.ts'
import { makeAudit } from '../../../shared/store/audit.ts'
import { createTables } from '../../../shared/store/tables.ts'
import { requestId, start } from '../../kit/records.ts'
import { aService } from '../tables/kit.ts'

test('what was done to an account is kept once, whatever characters its address has', async () => {
  const { connectionString } = await aService()
  await createTables({ connectionString })
  const audit = makeAudit({ connectionString })
  const account = address.parse("o'mtr#1!^~@contoso.com")
  const entry = { at: start, requestId, attempt: 1, step: 'ensureMailbox', account, changes: [] }

  await audit.write(entry)
  await audit.write(entry)

  expect(await audit.ofRequest(requestId)).toEqual([entry])
})

test('what one piece of work did to several accounts is kept for each', async () => {
  const { connectionString } = await aService()
  await createTables({ connectionString })
  const audit = makeAudit({ connectionString })
  const entryOf = (account: string) => ({ at: start, requestId, attempt: 1, step: 'repair', account, changes: [] })

  for (const account of ['a@contoso.com', 'b@contoso.com']) await audit.write(entryOf(account))

  expect(await audit.ofRequest(requestId)).toHaveLength(2)
  expect(await audit.ofAccount('b@contoso.com')).toEqual([entryOf('b@contoso.com')])
})
