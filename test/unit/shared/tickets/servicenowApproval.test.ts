import { describe, expect, it } from 'vitest'
import { Transient } from '../../../../shared/http/transient.ts'
import { Secret } from '../../../../shared/secret.ts'
import { statesOf } from '../../../../shared/tickets/systems.ts'
import { servicenow } from '../../../../shared/tickets/servicenow.ts'
import { scriptSend } from '../../../kit/scriptedSend.ts'

const sysId = 'a'.repeat(32)
const rowId = 'b'.repeat(32)
const at = '2026-11-23 08:00:00'

const aRow = (state: string, changes: object = {}) => ({
  sys_id: rowId,
  sysapproval: sysId,
  state,
  'approver.email': 'Adam@contoso.com',
  sys_updated_on: at,
  ...changes,
})

/** The approval that a client finds, and what it asked for it. */
function find(rows: object[], comments: object[] = []) {
  const { send, sent } = scriptSend({ body: { result: rows } }, { body: { result: comments } })
  const desk = servicenow.makeDesk(
    { url: 'https://x.service-now.com', key: new Secret('k-1'), send },
    statesOf('servicenow'),
  )
  return { approval: desk.findApproval(`RITM0010001:${sysId}`), sent }
}

describe('the approval of a requested item', () => {
  it('is read row by row with our key, and the words of the decision from the journal of its row', async () => {
    const { approval, sent } = find([aRow('rejected')], [{ value: 'Use the other room.' }])

    expect(await approval).toEqual({
      state: 'rejected',
      by: 'adam@contoso.com',
      at: '2026-11-23T08:00:00.000Z',
      reason: 'Use the other room.',
    })
    expect(sent.map(({ method, headers }) => `${method} ${headers['x-sn-apikey']}`)).toEqual(['GET k-1', 'GET k-1'])
    const [rows, journal] = sent.map(({ url }) => new URL(url))
    expect(rows?.pathname).toBe('/api/now/table/sysapproval_approver')
    expect(Object.fromEntries(rows?.searchParams ?? [])).toEqual({
      sysparm_query: `sysapproval=${sysId}`,
      sysparm_fields: 'sys_id,sysapproval,state,approver.email,sys_updated_on',
      sysparm_exclude_reference_link: 'true',
    })
    expect(journal?.pathname).toBe('/api/now/table/sys_journal_field')
    expect(journal?.searchParams.get('sysparm_query')).toBe(
      `element_id=${rowId}^element=comments^ORDERBYDESCsys_created_on`,
    )
  })

  it.each<[string, string[], string | undefined]>([
    ['no row', [], undefined],
    ['rows that ask nobody any more', ['not_required', 'cancelled', 'duplicate'], undefined],
    ['rows that ask nobody yet', ['not requested', 'not requested', 'cancelled'], undefined],
    ['one that waits', ['requested'], 'requested'],
    ['one of two approved', ['approved', 'requested'], 'requested'],
    ['one approved before the turn of the next', ['approved', 'not requested'], 'requested'],
    ['one approved beside a state of the instance itself', ['approved', 'u_more_information'], 'requested'],
    ['all approved', ['approved', 'approved'], 'approved'],
    ['one approved, which was enough', ['not_required', 'approved', 'duplicate', 'cancelled'], 'approved'],
    ['one rejected, whatever the others say', ['approved', 'rejected', 'requested', 'not requested'], 'rejected'],
  ])('with %s: %j is %s', async (_, states, state) => {
    const { approval } = find(states.map((one) => aRow(one)))

    expect((await approval)?.state).toBe(state)
  })

  it('that is not decided names nobody, and its journal is not read', async () => {
    const { approval, sent } = find([aRow('requested')])

    expect(await approval).toEqual({ state: 'requested' })
    expect(sent).toHaveLength(1)
  })

  it.each([
    ['approved', 'last@contoso.com'],
    ['rejected', 'last@contoso.com'],
  ])('that several have %s is of the last of them, in any order of the rows', async (state, by) => {
    const last = aRow(state, { 'approver.email': by, sys_updated_on: '2026-11-23 09:00:00' })

    const { approval } = find([aRow(state), last, aRow(state)])

    expect(await approval).toMatchObject({ state, by, at: '2026-11-23T09:00:00.000Z' })
  })

  it.each([[''], [undefined], ['Adam Admin']])('by an approver with the address %j has no person', async (address) => {
    const { approval } = find([aRow('approved', { 'approver.email': address })])

    expect(await approval).toEqual({ state: 'approved', at: '2026-11-23T08:00:00.000Z' })
  })

  it.each<[string, object]>([
    ['of another item', aRow('approved', { sysapproval: 'c'.repeat(32) })],
    ['that does not say of which item it is', aRow('approved', { sysapproval: undefined })],
    ['without a state', aRow('approved', { state: undefined })],
    ['of a day that does not exist', aRow('approved', { sys_updated_on: '2026-02-30 08:00:00' })],
  ])('is not understood where a row is %s, and nothing is approved', async (_, row) => {
    const { approval } = find([aRow('approved'), row])

    await expect(approval).rejects.toBeInstanceOf(Transient)
  })
})
