import { describe, expect, it } from 'vitest'
import type { CmdletResult } from '../../../../shared/microsoft365/cmdletResult.ts'
import { writeList } from '../../../../shared/microsoft365/roomLists.ts'
import { recordedRunner } from '../../../kit/recordedRunner.ts'
import { address } from '../../../kit/rooms.ts'

const failed = (reason: 'taken' | 'settled' | 'absent' | 'denied'): CmdletResult => ({
  kind: 'failed',
  reason,
  text: 'No',
})
const [make, add, remove] = ['New-DistributionGroup', 'Add-DistributionGroupMember', 'Remove-DistributionGroupMember']
const making = [
  { cmdlet: make, parameters: { Name: 'Oslo' } },
  { cmdlet: add, parameters: { Identity: 'Oslo' } },
] as { cmdlet: string; parameters: Record<string, string> }[]

describe('a room list', () => {
  it('that is missing is made with the room in it, in one call', async () => {
    const { runner, cmdlets } = recordedRunner()

    expect(await writeList(runner, address, making)).toEqual({ kind: 'done' })

    expect(cmdlets()).toEqual([{ name: make, parameters: { Name: 'Oslo', RoomList: true, Members: [address] } }])
  })

  it('that somebody made meanwhile gets the room', async () => {
    const { runner, cmdlets } = recordedRunner({ 'New-DistributionGroup': failed('taken') })

    expect(await writeList(runner, address, making)).toEqual({ kind: 'done' })

    expect(cmdlets().at(-1)).toEqual({ name: add, parameters: { Identity: 'Oslo', Member: address } })
  })

  it('that was made just now and does not show yet is for later', async () => {
    const { runner } = recordedRunner({
      'New-DistributionGroup': failed('taken'),
      'Add-DistributionGroupMember': failed('absent'),
    })

    expect(await writeList(runner, address, making)).toMatchObject({ kind: 'failed', reason: 'absent' })
  })

  it.each([
    ['has the room already', add],
    ['has lost it already', remove],
  ])('that %s is as it should be', async (_, cmdlet = '') => {
    const { runner } = recordedRunner({ [cmdlet]: failed('settled') })

    expect(await writeList(runner, address, [{ cmdlet, parameters: { Identity: 'Oslo' } }])).toEqual({ kind: 'done' })
  })

  it('that may not be made is not tried further', async () => {
    const { runner, names } = recordedRunner({ 'New-DistributionGroup': failed('denied') })

    expect(await writeList(runner, address, making)).toMatchObject({ reason: 'denied' })
    expect(names()).toEqual([make])
  })
})
