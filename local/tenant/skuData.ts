import type { ServicePlan } from './servicePlans.ts'

export interface Sku {
  skuPartNumber: string
  skuId: string
  plans: readonly ServicePlan[]
  /** So many units a tenant can have at most. */
  mostUnits?: number
}

const roomPlans = [
  'AAD_PREMIUM',
  'MCOMEETADV',
  'MCOEV',
  'INTUNE_A',
  'TEAMS1',
  'MCOSTANDARD',
  'WHITEBOARD_PLAN3',
] as const

const govPlans = [
  'AAD_PREMIUM',
  'MCOMEETADV_GOV',
  'MCOEV_GOV',
  'INTUNE_A_GOV',
  'TEAMS_GOV',
  'MCOSTANDARD_GOV',
  'WHITEBOARD_PLAN3',
] as const

const basicPlans = [
  'MCOMEETADV',
  'TEAMS1',
  'Teams_Rooms_Basic',
  'Teams_Room_Basic',
  'Teams_Room_Pro',
  'WHITEBOARD_PLAN3',
] as const

/** A tenant has at most 25 Basic licences (learn, microsoftteams/rooms/rooms-licensing). */
const mostBasic = 25

/**
 * What a tenant can subscribe to here; of the suites only the plans that matter to a room.
 * Source: CIPP, Config/ConversionTable.csv, 2026-07-29.
 */
export const skus: readonly Sku[] = [
  // Rooms.
  { skuPartNumber: 'Microsoft_Teams_Rooms_Pro', skuId: '4cde982a-ede4-4409-9ae6-b003453c8ea6', plans: roomPlans },
  {
    skuPartNumber: 'Microsoft_Teams_Rooms_Pro_without_Audio_Conferencing',
    skuId: '21943e3a-2429-4f83-84c1-02735cd49e78',
    plans: ['AAD_PREMIUM', 'MCOEV', 'INTUNE_A', 'TEAMS1', 'MCOSTANDARD', 'WHITEBOARD_PLAN3'],
  },
  {
    skuPartNumber: 'Microsoft_Teams_Rooms_Pro_GCC',
    skuId: '31ecb341-2a17-483e-9140-c473006d1e1a',
    plans: [...govPlans, 'Teams_Room_Basic', 'Teams_Room_Pro', 'WINDEFATP'],
  },
  {
    skuPartNumber: 'Microsoft_Teams_Rooms_Pro_FAC',
    skuId: 'c25e2b36-e161-4946-bef2-69239729f690',
    plans: [
      ...roomPlans,
      'AAD_BASIC_EDU',
      'MTRProManagement',
      'Teams_Rooms_Pro',
      'Teams_Room_Pro',
      'Teams_Room_Basic',
      'WINDEFATP',
      'SPECIALTY_DEVICES',
    ],
  },
  {
    skuPartNumber: 'Microsoft_Teams_Rooms_Basic',
    skuId: '6af4b3d6-14bb-4a2a-960c-6c902aad34f3',
    plans: basicPlans,
    mostUnits: mostBasic,
  },
  {
    skuPartNumber: 'Microsoft_Teams_Rooms_Basic_without_Audio_Conferencing',
    skuId: '50509a35-f0bd-4c5e-89ac-22f0e16a00f8',
    plans: ['TEAMS1', 'WHITEBOARD_PLAN3'],
    mostUnits: mostBasic,
  },
  {
    skuPartNumber: 'Microsoft_Teams_Rooms_Basic_FAC',
    skuId: 'a4e376bd-c61e-4618-9901-3fc0cb1b88bb',
    plans: basicPlans,
    mostUnits: mostBasic,
  },
  {
    skuPartNumber: 'MEETING_ROOM',
    skuId: '6070a4c8-34c6-4937-8dfb-39bbc6397a60',
    plans: [...roomPlans, 'Teams_Room_Standard'],
  },
  {
    skuPartNumber: 'MEETING_ROOM_NOAUDIOCONF',
    skuId: '61bec411-e46a-4dab-8f46-8b58ec845ffe',
    plans: ['MCOEV', 'TEAMS1', 'INTUNE_A', 'WHITEBOARD_PLAN3', 'MCOSTANDARD'],
  },
  {
    skuPartNumber: 'MEETING_ROOM_GOV',
    skuId: '9571e9ac-2741-4b63-95fd-a79696f0d0ac',
    plans: [...govPlans, 'Teams_Room_Standard'],
  },
  {
    skuPartNumber: 'MEETING_ROOM_GOV_NOAUDIOCONF',
    skuId: 'b4348f75-a776-4061-ac6c-36b9016b01d1',
    plans: [
      'AAD_PREMIUM',
      'MCOEV_GOV',
      'INTUNE_A_GOV',
      'TEAMS_GOV',
      'MCOSTANDARD_GOV',
      'WHITEBOARD_PLAN3',
      'Teams_Room_Standard',
    ],
  },
  {
    skuPartNumber: 'MTR_PREM',
    skuId: '4fb214cb-a430-4a91-9c91-4976763aa78f',
    plans: ['INTUNE_A', 'MCOEV', 'WHITEBOARD_PLAN3', 'MMR_P1', 'MCOSTANDARD', 'MCOMEETADV', 'TEAMS1'],
  },
  // Shared devices, suites and Skype for Business.
  {
    skuPartNumber: 'MCOCAP',
    skuId: '295a8eb0-f78d-45c7-8b5b-1eed5ed02dff',
    plans: ['MCOEV', 'TEAMS1', 'MCOSTANDARD', 'INTUNE_A', 'AAD_PREMIUM', 'EXCHANGE_S_ENTERPRISE'],
  },
  {
    skuPartNumber: 'MCOCAP_GOV',
    skuId: 'b1511558-69bd-4e1b-8270-59ca96dba0f3',
    plans: ['MCOEV_GOV', 'TEAMS_GOV', 'MCOSTANDARD_GOV', 'INTUNE_A', 'AAD_PREMIUM', 'EXCHANGE_S_ENTERPRISE_GOV'],
  },
  {
    skuPartNumber: 'STANDARDPACK',
    skuId: '18181a46-0d4e-45cd-891e-60aabd171b4e',
    plans: ['TEAMS1', 'MCOSTANDARD', 'EXCHANGE_S_STANDARD'],
  },
  {
    skuPartNumber: 'ENTERPRISEPACK',
    skuId: '6fd2c87f-b296-42f0-b197-1e91e994b900',
    plans: ['TEAMS1', 'MCOSTANDARD', 'EXCHANGE_S_ENTERPRISE'],
  },
  {
    skuPartNumber: 'ENTERPRISEWITHSCAL',
    skuId: '1392051d-0cb9-4b7a-88d5-621fee5e8711',
    plans: ['TEAMS1', 'MCOSTANDARD', 'EXCHANGE_S_ENTERPRISE'],
  },
  {
    skuPartNumber: 'ENTERPRISEPREMIUM',
    skuId: 'c7df2760-2c81-4ef7-b578-5b5392b571df',
    plans: ['TEAMS1', 'MCOSTANDARD', 'MCOEV', 'MCOMEETADV', 'EXCHANGE_S_ENTERPRISE', 'WHITEBOARD_PLAN3'],
  },
  {
    skuPartNumber: 'SPE_E3',
    skuId: '05e9a617-0261-4cee-bb44-138d3ef5d965',
    plans: ['TEAMS1', 'MCOSTANDARD', 'EXCHANGE_S_ENTERPRISE', 'AAD_PREMIUM', 'INTUNE_A'],
  },
  {
    skuPartNumber: 'SPE_E5',
    skuId: '06ebc4ee-1bb5-47dd-8120-11324bc54e06',
    plans: [
      'TEAMS1',
      'MCOSTANDARD',
      'MCOEV',
      'MCOMEETADV',
      'EXCHANGE_S_ENTERPRISE',
      'AAD_PREMIUM',
      'AAD_PREMIUM_P2',
      'INTUNE_A',
      'WHITEBOARD_PLAN3',
    ],
  },
  { skuPartNumber: 'MCOSTANDARD', skuId: 'd42c793f-6c78-4f43-92ca-e8f6a02b035f', plans: ['MCOSTANDARD'] },
  { skuPartNumber: 'MCOIMP', skuId: 'b8b749f8-a4ef-4887-9539-c95b1eaa5db7', plans: ['MCOIMP'] },
  // Voice and audio conferencing.
  { skuPartNumber: 'MCOEV', skuId: 'e43b5b99-8dfb-405f-9987-dc307f34bcbd', plans: ['MCOEV'] },
  { skuPartNumber: 'MCOEV_GOV', skuId: 'a460366a-ade7-4791-b581-9fbff1bdaa85', plans: ['MCOEV_GOV'] },
  {
    skuPartNumber: 'PHONESYSTEM_VIRTUALUSER',
    skuId: '440eaaa8-b3e0-484b-a8be-62870b9ba70a',
    plans: ['MCOEV_VIRTUALUSER'],
  },
  {
    skuPartNumber: 'PHONESYSTEM_VIRTUALUSER_FACULTY',
    skuId: '0e142028-345e-45da-8d92-8bfd4093bbb9',
    plans: ['MCOEV_VIRTUALUSER'],
  },
  {
    skuPartNumber: 'PHONESYSTEM_VIRTUALUSER_GOV',
    skuId: '2cf22bcb-0c9e-4bc6-8daf-7e7654c0f285',
    plans: ['MCOEV_VIRTUALUSER_GOV'],
  },
  { skuPartNumber: 'MCOMEETADV', skuId: '0c266dff-15dd-4b49-8397-2bb16070ed52', plans: ['MCOMEETADV'] },
  { skuPartNumber: 'MCOMEETADV_GOV', skuId: '2d3091c7-0712-488b-b3d8-6b97bde6a1f5', plans: ['MCOMEETADV_GOV'] },
  { skuPartNumber: 'MCOMEETACPEA', skuId: 'df9561a4-4969-4e6a-8e73-c601b68ec077', plans: ['MCOMEETACPEA'] },
  { skuPartNumber: 'MCOPSTN1', skuId: '0dab259f-bf13-4952-b7f8-7db8f131b28d', plans: ['MCOPSTN1'] },
  { skuPartNumber: 'MCOPSTN_1_GOV', skuId: '923f58ab-fca1-46a1-92f9-89fda21238a8', plans: ['MCOPSTN1_GOV'] },
  { skuPartNumber: 'MCOPSTN2', skuId: 'd3b4fe1f-9992-4930-8acb-ca6ec609365e', plans: ['MCOPSTN2'] },
  { skuPartNumber: 'MCOPSTNPP', skuId: '06b48c5f-01d9-4b18-9015-03b52040f51a', plans: ['MCOPSTN3'] },
  { skuPartNumber: 'MCOPSTN5', skuId: '54a152dc-90de-4996-93d2-bc47e670fc06', plans: ['MCOPSTN5'] },
  { skuPartNumber: 'MCOPSTN_5', skuId: '11dee6af-eca8-419f-8061-6864517c1875', plans: ['MCOPSTN5'] },
  { skuPartNumber: 'MCOPSTN5_US', skuId: 'd13e9d1b-316a-4946-98c6-362c97a4fdfe', plans: ['PSTN5_US'] },
  { skuPartNumber: 'MCOPSTN_6', skuId: '729dbb8f-8d56-4994-8e33-2f218f549544', plans: ['MCOPSTN6'] },
  { skuPartNumber: 'MCOPSTNC', skuId: '47794cd0-f0e5-45c5-9033-2eb6b5fc84e0', plans: ['MCOPSTNC'] },
]

/**
 * Plans of one service at different levels cannot be held together (learn, "Resolve group license assignment problems",
 * 2024, whose example is Exchange). That Skype for Business Plan 1 and Plan 2 are such a pair is an assumption.
 */
export const exclusivePlans: readonly (readonly [ServicePlan, ServicePlan])[] = [
  ['MCOIMP', 'MCOSTANDARD'],
  ['EXCHANGE_S_STANDARD', 'EXCHANGE_S_ENTERPRISE'],
]
