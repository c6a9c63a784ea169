import { describe, expect, it } from 'vitest'
import { groupsIn, judgeLicenceGroups, type GroupSeen } from '../../../../shared/room/licenceGroups.ts'
import { ruleFor } from '../../../../shared/room/membershipRule.ts'
import { namePattern } from '../../../../shared/room/pattern.ts'
import { basicSku, proSku } from '../../../kit/snapshots.ts'

const id = '11111111-0000-4000-8000-000000000001'
const rule = ruleFor(namePattern.parse('mtr-{site}-{room}'))

const judge = (groups: GroupSeen[] | undefined, wanted: string | undefined = rule) =>
  judgeLicenceGroups(
    { ...(groups && { groups }) },
    {
      estate: { topologies: ['online'], voice: false, groups: true, canary: false },
      domain: 'contoso.com',
      licenceGroups: groupsIn({ pro: id }),
      rule: wanted,
    },
  )[0]
const aGroup = (changes: Partial<GroupSeen> = {}): GroupSeen => ({
  id,
  name: 'Rooms',
  licences: [proSku],
  rule: '(user.userPrincipalName -startsWith "mtr-")',
  isProcessing: true,
  ...changes,
})

describe('a group that gives licences', () => {
  it.each<[string, GroupSeen]>([
    ['has the rule of the naming pattern', aGroup()],
    [
      'has it without parentheses and with other capitals',
      aGroup({ rule: ' user.userPrincipalName  -startswith "MTR-"' }),
    ],
    ['has assigned members', { id, name: 'Rooms', licences: [proSku] }],
  ])('is right when it %s', (_, group) => {
    expect(judge([group])).toMatchObject({ id: 'licence-group:pro', state: 'ok', remedy: '' })
  })

  it.each<[string, Partial<GroupSeen>, string, string]>([
    [
      'has another rule',
      { rule: '(user.department -eq "Rooms")' },
      'Its membership rule is (user.department -eq "Rooms"), which is not',
      'Set its membership rule to (user.userPrincipalName -startsWith "mtr-"),',
    ],
    [
      'is not evaluated',
      { isProcessing: false },
      'Its rule is not evaluated.',
      'processing of its membership rule to On.',
    ],
    ['gives no licence', { licences: [] }, 'gives no licence of the kind Teams Rooms Pro', 'Assign Teams Rooms Pro'],
    ['gives one of another kind', { licences: [basicSku] }, 'gives no licence of the kind', 'Assign Teams Rooms Pro'],
  ])('that %s differs, with what to do', (_, changes, says, remedy) => {
    const finding = judge([aGroup(changes)])

    expect(finding?.state).toBe('differs')
    expect(finding?.why).toContain(says)
    expect(finding?.remedy).toContain(remedy)
  })

  it('that does not exist is missing, with the rule to make it with', () => {
    expect(judge([{ id }])).toMatchObject({
      state: 'missing',
      remedy: expect.stringContaining('the membership rule (user.userPrincipalName -startsWith "mtr-")') as string,
    })
  })

  it('could not be read where it was refused', () => {
    expect(judge([])?.state).toBe('unreadable')
    expect(judge(undefined)?.state).toBe('unreadable')
  })
})

it('a pattern that begins with no text gives no rule, so none is wrong', () => {
  const none = ruleFor(namePattern.parse('{site}-{room}'))
  const [finding] = judgeLicenceGroups(
    { groups: [aGroup({ rule: '(user.department -eq "Rooms")' })] },
    {
      estate: { topologies: ['online'], voice: false, groups: true, canary: false },
      domain: 'contoso.com',
      licenceGroups: groupsIn({ pro: id }),
      rule: none,
    },
  )

  expect([none, finding?.state]).toEqual([undefined, 'ok'])
})
