import type { LicenceKind, RoomLicence } from './licence.ts'

const pro = ['AAD_PREMIUM', 'MCOMEETADV', 'MCOEV', 'INTUNE_A', 'TEAMS1', 'MCOSTANDARD', 'WHITEBOARD_PLAN3']
const gcc = [
  'AAD_PREMIUM',
  'MCOMEETADV_GOV',
  'MCOEV_GOV',
  'INTUNE_A_GOV',
  'TEAMS_GOV',
  'MCOSTANDARD_GOV',
  'WHITEBOARD_PLAN3',
]
const basic = ['MCOMEETADV', 'TEAMS1', 'Teams_Rooms_Basic', 'Teams_Room_Basic', 'Teams_Room_Pro', 'WHITEBOARD_PLAN3']
const withoutAudio = (plans: string[]) => plans.filter((plan) => !plan.startsWith('MCOMEETADV'))

/** Sold no more; Pro is what follows them. */
const legacy: readonly LicenceKind[] = ['standard', 'premium']

const room = (licence: Omit<RoomLicence, 'family' | 'isLegacy'>): RoomLicence => ({
  ...licence,
  family: 'room',
  ...(legacy.includes(licence.kind) && { isLegacy: true }),
})

/**
 * Licences that let Teams Rooms sign in; of a kind the plain one first, then its variants. Ids and plans: Microsoft,
 * "Product names and service plan identifiers for licensing" (as of 2026-07-29); kinds: "Microsoft Teams Rooms licenses".
 * Ids are the key: part numbers carry stray spaces and are not unique.
 */
export const roomLicences: readonly RoomLicence[] = [
  room({
    skuId: '4cde982a-ede4-4409-9ae6-b003453c8ea6',
    partNumber: 'Microsoft_Teams_Rooms_Pro',
    kind: 'pro',
    name: 'Teams Rooms Pro',
    plans: pro,
  }),
  room({
    skuId: '21943e3a-2429-4f83-84c1-02735cd49e78',
    partNumber: 'Microsoft_Teams_Rooms_Pro_without_Audio_Conferencing',
    kind: 'pro',
    name: 'Teams Rooms Pro without Audio Conferencing',
    plans: withoutAudio(pro),
  }),
  room({
    skuId: '31ecb341-2a17-483e-9140-c473006d1e1a',
    partNumber: 'Microsoft_Teams_Rooms_Pro_GCC',
    kind: 'pro',
    name: 'Teams Rooms Pro (GCC)',
    edition: 'gcc',
    plans: [...gcc, 'Teams_Room_Basic', 'Teams_Room_Pro', 'WINDEFATP'],
  }),
  room({
    skuId: 'c25e2b36-e161-4946-bef2-69239729f690',
    partNumber: 'Microsoft_Teams_Rooms_Pro_FAC',
    kind: 'pro',
    name: 'Teams Rooms Pro (EDU)',
    edition: 'edu',
    plans: [
      ...pro,
      'AAD_BASIC_EDU',
      'MTRProManagement',
      'Teams_Rooms_Pro',
      'Teams_Room_Pro',
      'Teams_Room_Basic',
      'WINDEFATP',
      'SPECIALTY_DEVICES',
    ],
  }),
  room({
    skuId: '6af4b3d6-14bb-4a2a-960c-6c902aad34f3',
    partNumber: 'Microsoft_Teams_Rooms_Basic',
    kind: 'basic',
    name: 'Teams Rooms Basic',
    plans: basic,
  }),
  room({
    skuId: '50509a35-f0bd-4c5e-89ac-22f0e16a00f8',
    partNumber: 'Microsoft_Teams_Rooms_Basic_without_Audio_Conferencing',
    kind: 'basic',
    name: 'Teams Rooms Basic without Audio Conferencing',
    plans: ['TEAMS1', 'WHITEBOARD_PLAN3'],
  }),
  room({
    skuId: 'a4e376bd-c61e-4618-9901-3fc0cb1b88bb',
    partNumber: 'Microsoft_Teams_Rooms_Basic_FAC',
    kind: 'basic',
    name: 'Teams Rooms Basic (EDU)',
    edition: 'edu',
    plans: basic,
  }),
  room({
    skuId: '6070a4c8-34c6-4937-8dfb-39bbc6397a60',
    partNumber: 'MEETING_ROOM',
    kind: 'standard',
    name: 'Teams Rooms Standard',
    plans: [...pro, 'Teams_Room_Standard'],
  }),
  room({
    skuId: '61bec411-e46a-4dab-8f46-8b58ec845ffe',
    partNumber: 'MEETING_ROOM_NOAUDIOCONF',
    kind: 'standard',
    name: 'Teams Rooms Standard without Audio Conferencing',
    plans: ['MCOEV', 'INTUNE_A', 'TEAMS1', 'MCOSTANDARD', 'WHITEBOARD_PLAN3'],
  }),
  room({
    skuId: '9571e9ac-2741-4b63-95fd-a79696f0d0ac',
    partNumber: 'MEETING_ROOM_GOV',
    kind: 'standard',
    name: 'Teams Rooms Standard (GCC)',
    edition: 'gcc',
    plans: [...gcc, 'Teams_Room_Standard'],
  }),
  room({
    skuId: 'b4348f75-a776-4061-ac6c-36b9016b01d1',
    partNumber: 'MEETING_ROOM_GOV_NOAUDIOCONF',
    kind: 'standard',
    name: 'Teams Rooms Standard (GCC) without Audio Conferencing',
    edition: 'gcc',
    plans: withoutAudio([...gcc, 'Teams_Room_Standard']),
  }),
  room({
    skuId: '4fb214cb-a430-4a91-9c91-4976763aa78f',
    partNumber: 'MTR_PREM',
    kind: 'premium',
    name: 'Teams Rooms Premium',
    plans: ['MCOMEETADV', 'MCOEV', 'INTUNE_A', 'TEAMS1', 'MCOSTANDARD', 'MMR_P1', 'WHITEBOARD_PLAN3'],
  }),
]
