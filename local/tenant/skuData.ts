/** Service plans: name to GUID. Source of all GUIDs: CIPP, Config/ConversionTable.csv, 2026-07-29. */
export const servicePlans = {
  TEAMS1: '57ff2da0-773e-42df-b2af-ffb7a2317929',
  MCOSTANDARD: '0feaeb32-d00e-4d66-bd5a-43b5b83db82c',
  MCOIMP: 'afc06cb0-b4f4-4473-8286-d644f70d8faf',
  MCOEV: '4828c8ec-dc2e-4779-b502-87ac9ce28ab7',
  MCOEV_VIRTUALUSER: 'f47330e9-c134-43b3-9993-e7f004506889',
  MCOMEETADV: '3e26ee1f-8a5f-4d52-aee2-b81ce45c8f40',
  INTUNE_A: 'c1ec4a95-1f05-45b3-a911-aa3fa01094f5',
  AAD_PREMIUM: '41781fb2-bc02-4b7c-bd55-b576c07bb09d',
  WHITEBOARD_PLAN3: '4a51bca5-1eff-43f5-878c-177680f191af',
  Teams_Rooms_Basic: 'c8529366-cffd-4415-ab8f-be0144a33ab1',
  Teams_Room_Basic: '8081ca9c-188c-4b49-a8e5-c23b5e9463a8',
  Teams_Room_Pro: 'ec17f317-f4bc-451e-b2da-0167e5c260f9',
  Teams_Room_Standard: '92c6b761-01de-457a-9dd9-793a975238f7',
  MMR_P1: 'bdaa59a3-74fd-4137-981a-31d4f84eb8a0',
  EXCHANGE_S_ENTERPRISE: 'efb87545-963c-4e0d-99df-69c6916d9eb0',
} as const

export type ServicePlan = keyof typeof servicePlans

export interface Sku {
  skuPartNumber: string
  skuId: string
  plans: readonly ServicePlan[]
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

/** What a tenant can subscribe to here. Of the suite and the add-ons only the plans that matter to a room. */
export const skus: readonly Sku[] = [
  { skuPartNumber: 'Microsoft_Teams_Rooms_Pro', skuId: '4cde982a-ede4-4409-9ae6-b003453c8ea6', plans: roomPlans },
  {
    skuPartNumber: 'Microsoft_Teams_Rooms_Basic',
    skuId: '6af4b3d6-14bb-4a2a-960c-6c902aad34f3',
    plans: ['MCOMEETADV', 'TEAMS1', 'Teams_Rooms_Basic', 'Teams_Room_Basic', 'Teams_Room_Pro', 'WHITEBOARD_PLAN3'],
  },
  {
    skuPartNumber: 'MEETING_ROOM',
    skuId: '6070a4c8-34c6-4937-8dfb-39bbc6397a60',
    plans: [...roomPlans, 'Teams_Room_Standard'],
  },
  {
    skuPartNumber: 'MTR_PREM',
    skuId: '4fb214cb-a430-4a91-9c91-4976763aa78f',
    plans: ['INTUNE_A', 'MCOEV', 'WHITEBOARD_PLAN3', 'MMR_P1', 'MCOSTANDARD', 'MCOMEETADV', 'TEAMS1'],
  },
  {
    skuPartNumber: 'MCOCAP',
    skuId: '295a8eb0-f78d-45c7-8b5b-1eed5ed02dff',
    plans: ['MCOEV', 'TEAMS1', 'MCOSTANDARD', 'INTUNE_A', 'AAD_PREMIUM', 'EXCHANGE_S_ENTERPRISE'],
  },
  {
    skuPartNumber: 'ENTERPRISEPACK',
    skuId: '6fd2c87f-b296-42f0-b197-1e91e994b900',
    plans: ['TEAMS1', 'MCOSTANDARD', 'EXCHANGE_S_ENTERPRISE', 'WHITEBOARD_PLAN3'],
  },
  { skuPartNumber: 'MCOSTANDARD', skuId: 'd42c793f-6c78-4f43-92ca-e8f6a02b035f', plans: ['MCOSTANDARD'] },
  { skuPartNumber: 'MCOIMP', skuId: 'b8b749f8-a4ef-4887-9539-c95b1eaa5db7', plans: ['MCOIMP'] },
  { skuPartNumber: 'MCOEV', skuId: 'e43b5b99-8dfb-405f-9987-dc307f34bcbd', plans: ['MCOEV'] },
  {
    skuPartNumber: 'PHONESYSTEM_VIRTUALUSER',
    skuId: '440eaaa8-b3e0-484b-a8be-62870b9ba70a',
    plans: ['MCOEV_VIRTUALUSER'],
  },
  { skuPartNumber: 'MCOMEETADV', skuId: '0c266dff-15dd-4b49-8397-2bb16070ed52', plans: ['MCOMEETADV'] },
]

/**
 * Plans of one service at different levels cannot be held together (learn, "Resolve group license assignment problems").
 * That Skype for Business Plan 1 and Plan 2 are such a pair is an assumption.
 */
export const exclusivePlans: readonly (readonly [ServicePlan, ServicePlan])[] = [['MCOIMP', 'MCOSTANDARD']]
