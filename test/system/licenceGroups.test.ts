import { mkdtempSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { aRoom, observe, type Observer } from '../kit/observe.ts'
import { startStack, waitFor, type TestStack } from '../kit/stack.ts'

let stack: TestStack
let see: Observer

const pro = 'Microsoft_Teams_Rooms_Pro'
const groups = {
  pro: '11111111-0000-4000-8000-000000000001',
  standard: '11111111-0000-4000-8000-000000000002',
  basic: '11111111-0000-4000-8000-000000000003',
  /** Nobody has made it. */
  premium: '11111111-0000-4000-8000-000000000004',
}
const settings = { ROOMWRIGHT_APPROVAL: '[]', ROOMWRIGHT_LICENCE_GROUPS: JSON.stringify(groups) }
const patience = 120

const addressOf = (name: string) => `${name}@contoso.onmicrosoft.com`
const effectsOn = (name: string) => see.journal(name).filter(({ effect }) => effect)

interface Held {
  licences: string[]
  inherited: { skuPartNumber: string; groupId: string }[]
}
interface Members {
  members: { userPrincipalName: string }[]
}
const membersOf = async (id: string) =>
  (await see.tenant<Members>(`/groups/${id}`)).members.map(({ userPrincipalName }) => userPrincipalName)
const account = (name: string) => see.tenant<Held>(`/accounts/${addressOf(name)}`)

beforeAll(async () => {
  const file = join(mkdtempSync(join(tmpdir(), 'roomwright-settings-')), 'settings.json')
  writeFileSync(file, JSON.stringify(settings))
  stack = await startStack(['--settings', file, '--speed', '400'])
  see = observe(stack)
  const { graph } = await see.tenant<{ graph: string[] }>('/grants', 'PUT', {})
  const ofGroups = ['GroupMember.Read.All', 'GroupMember.ReadWrite.All']
  await see.tenant('/grants', 'PUT', { graph: [...graph, ...ofGroups] })
  for (const sku of ['MEETING_ROOM', 'MTR_PREM']) await see.tenant(`/skus/${sku}`, 'PUT', { enabled: 20 })
  await see.tenant('/groups', 'POST', { id: groups.pro, displayName: 'Rooms with Pro', licences: [pro] })
  await see.tenant('/groups', 'POST', {
    id: groups.standard,
    displayName: 'Rooms with Standard',
    membershipRule: '(user.userPrincipalName -startsWith "mtr-")',
    licences: ['MEETING_ROOM'],
  })
  await see.tenant('/groups', 'POST', {
    id: groups.basic,
    displayName: 'Rooms with Basic',
    membershipRule: '(user.userPrincipalName -startsWith "room-")',
    licences: ['Microsoft_Teams_Rooms_Basic'],
  })
})
afterAll(() => stack.stop())

describe.concurrent('a licence by group', () => {
  it('comes when the account is a member, is waited for, and is assigned to nobody directly', async () => {
    const ticket = await see.openTicket(aRoom('member1'))
    await see.waiting(ticket, 'the group that gives the licence')
    const before = await account('member1')

    const { comments } = await see.answered(ticket, patience)

    expect(before).toMatchObject({ licences: [], inherited: [] })
    expect(comments.at(-1)?.text).toContain('Licence: Teams Rooms Pro\n')
    expect(await membersOf(groups.pro)).toContain(addressOf('member1'))
    expect(await account('member1')).toMatchObject({
      licences: [],
      inherited: [{ skuPartNumber: pro, groupId: groups.pro }],
    })
  })

  it('comes by itself where a rule takes the room in, and nobody is added by hand', async () => {
    const ticket = await see.openTicket(aRoom('mtr-taken-in', { licence: 'standard' }))

    const { comments } = await see.answered(ticket, patience)

    expect(comments.at(-1)?.text).toContain('Licence: Teams Rooms Standard, which is sold no more\n')
    expect(await account('mtr-taken-in')).toMatchObject({
      licences: [],
      inherited: [{ skuPartNumber: 'MEETING_ROOM', groupId: groups.standard }],
    })
    expect(see.journal('$ref').filter(({ url }) => url.includes(groups.standard))).toEqual([])
  })

  it('of a rule that leaves the room out is refused before anything is written, with the address that would do', async () => {
    const ticket = await see.openTicket(aRoom('left-out', { licence: 'standard' }))

    const { comments } = await see.answered(ticket)

    const told = comments.at(-1)?.text ?? ''
    expect(told).toContain(`Licences come from the group Rooms with Standard, whose rule does not match`)
    expect(told).toContain(`such as ${addressOf('mtr-left-out')}`)
    expect(effectsOn(addressOf('left-out'))).toEqual([])
  })

  it('that clashes with a licence of the room is told with its cause and remedy', async () => {
    await see.tenant('/accounts', 'POST', {
      kind: 'room',
      address: addressOf('clash1'),
      licences: ['MCOIMP'],
      user: { usageLocation: 'NO' },
    })

    const { comments } = await see.answered(await see.openTicket(aRoom('clash1')), patience)

    expect(comments.at(-1)?.text).toContain('Skype for Business Online (Plan 1), beside which it cannot have')
    expect(await membersOf(groups.pro)).not.toContain(addressOf('clash1'))
  })
})

describe.concurrent('before the first room', () => {
  interface Finding {
    id: string
    state: string
    remedy: string
  }
  it('each group is there and as it should be, or it is said how to put it right', async () => {
    const { at } = (await (await see.api('/preflight', { method: 'POST' })).json()) as { at: string }

    const findings = await waitFor('a look', async () => {
      const found = (await (await see.api('/preflight')).json()) as { readAt?: string; findings: Finding[] }
      return (found.readAt ?? '') >= at && found.findings
    })

    const wanted = '(user.userPrincipalName -startsWith "mtr-")'
    const ofGroups = findings.filter(({ id }) => id.startsWith('licence-group:'))
    expect(ofGroups.map(({ id, state }) => [id.split(':')[1], state])).toEqual([
      ['pro', 'ok'],
      ['basic', 'differs'],
      ['standard', 'ok'],
      ['premium', 'missing'],
    ])
    expect(ofGroups[1]?.remedy).toContain(`Set its membership rule to ${wanted}`)
    expect(ofGroups[3]?.remedy).toContain(`Make a security group with the membership rule ${wanted}`)
    expect(findings.find(({ id }) => id === 'prerequisite:entra-p1')?.state).toBe('ok')
  })

  it('a room that needs a group that does not exist is refused, with nothing written', async () => {
    const ticket = await see.openTicket(aRoom('nowhere1', { licence: 'premium' }))

    const { comments } = await see.answered(ticket)

    expect(comments.at(-1)?.text).toContain('come from a group that does not exist')
    expect(effectsOn(addressOf('nowhere1'))).toEqual([])
  })
})

it('of which no unit is left is waited for, and the ticket is told which', async () => {
  await see.tenant(`/skus/${pro}`, 'PUT', { enabled: 0 })
  const ticket = await see.openTicket(aRoom('late1'))

  const told = await see.told(ticket, 'a free licence')

  expect(told).toContain('(Teams Rooms Pro)')
  expect(await waitFor('its membership', async () => (await membersOf(groups.pro)).includes(addressOf('late1')))).toBe(
    true,
  )
})
