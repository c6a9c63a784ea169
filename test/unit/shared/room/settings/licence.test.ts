import { describe, expect, it } from 'vitest'
import { licenceJudgements } from '../../../../../shared/room/settings/licence.ts'
import type { Assignment } from '../../../../../shared/room/snapshot.ts'
import { aRoom, type RoomInput } from '../../../../kit/rooms.ts'
import { aUser, compliantRoom, nothingThere, proSku } from '../../../../kit/snapshots.ts'

const e3 = '6fd2c87f-b296-42f0-b197-1e91e994b900'
const held = (skuId: string, more: Partial<Assignment> = {}): Assignment => ({ skuId, state: 'Active', ...more })

function settingNamed(id: string) {
  const setting = licenceJudgements.find((one) => one.id === id)
  if (!setting) throw new Error(`no setting ${id}`)
  return setting
}
const read = (id: string, licences: Assignment[]) => settingNamed(id).read(compliantRoom({ user: aUser({ licences }) }))

describe('a judgement about licences', () => {
  it('is unknown while there is no account, and is put right by a person', () => {
    expect(licenceJudgements.map(({ read }) => read(nothingThere()))).toEqual([undefined, undefined])
    expect(licenceJudgements.filter(({ step, target }) => step ?? target)).toEqual([])
  })

  it.each<[string, Assignment[], string[]]>([
    ['nothing beside Pro', [held(proSku)], []],
    ['a licence for people', [held(proSku), held(e3)], ['Office 365 E3']],
    ['not one that does not work', [held(e3, { state: 'Error' })], []],
  ])('names what is not for rooms: %s', (_, licences, expected) => {
    expect(read('licence.wrongKind', licences)).toEqual(expected)
  })

  it.each<[string, Partial<RoomInput>, unknown]>([
    ['a room', {}, []],
    ['a panel', { device: { id: 'P1', kind: 'panel' } }, undefined],
    ['a Skype room', { services: 'skype' }, undefined],
  ])('has an opinion of what is not for rooms: %s', (_, room, expected) => {
    expect(settingNamed('licence.wrongKind').wanted(aRoom(room), compliantRoom())).toEqual(expected)
  })

  it.each<[string, Assignment[], string[]]>([
    ['none', [held(proSku)], []],
    ['one of a group', [held(proSku, { state: 'Error', error: 'CountViolation' })], ['Teams Rooms Pro: No free unit']],
    ['a subscription that ended', [held(proSku, { state: 'Disabled' })], ['Teams Rooms Pro: Switched off']],
  ])('names what failed: %s', (_, licences, expected) => {
    expect(read('licence.errors', licences)).toEqual(expected)
  })
})
