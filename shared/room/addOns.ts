import type { Licence } from './licence.ts'

type Row = Omit<Licence, 'family'>

const rows: Row[] = [
  {
    skuId: 'e43b5b99-8dfb-405f-9987-dc307f34bcbd',
    partNumber: 'MCOEV',
    name: 'Teams Phone Standard',
    plans: ['MCOEV'],
  },
  {
    skuId: 'a460366a-ade7-4791-b581-9fbff1bdaa85',
    partNumber: 'MCOEV_GOV',
    name: 'Teams Phone Standard (GCC)',
    plans: ['MCOEV_GOV'],
    edition: 'gcc',
  },
  {
    skuId: '7035277a-5e49-4abc-a24f-0ec49c501bb5',
    partNumber: 'MCOEV_GCCHIGH',
    name: 'Teams Phone Standard (GCC High)',
    plans: ['MCOEV'],
    edition: 'gcc-high',
  },
  {
    skuId: '985fcb26-7b94-475b-b512-89356697be71',
    partNumber: 'MCOEV_USGOV_GCCHIGH',
    name: 'Teams Phone Standard (GCC High)',
    plans: ['MCOEV'],
    edition: 'gcc-high',
  },
  {
    skuId: 'd01d9287-694b-44f3-bcc5-ada78c8d953e',
    partNumber: 'MCOEV_DOD',
    name: 'Teams Phone Standard (DoD)',
    plans: ['MCOEV'],
    edition: 'dod',
  },
  {
    skuId: 'b0e7de67-e503-4934-b729-53d595ba5cd1',
    partNumber: 'MCOEV_USGOV_DOD',
    name: 'Teams Phone Standard (DoD)',
    plans: ['MCOEV'],
    edition: 'dod',
  },
  {
    skuId: 'd979703c-028d-4de5-acbf-7955566b69b9',
    partNumber: 'MCOEV_FACULTY',
    name: 'Teams Phone Standard (EDU)',
    plans: ['MCOEV'],
    edition: 'edu',
  },
  {
    skuId: '1f338bbc-767e-4a1e-a2d4-b73207cc5b93',
    partNumber: 'MCOEV_STUDENT',
    name: 'Teams Phone Standard for students',
    plans: ['MCOEV'],
    edition: 'edu',
  },
  {
    skuId: 'aa6791d3-bb09-4bc2-afed-c30c3fe26032',
    partNumber: 'MCOEVSMB_1',
    name: 'Teams Phone Standard for small and medium business',
    plans: ['MCOEVSMB'],
  },
  {
    skuId: '0c266dff-15dd-4b49-8397-2bb16070ed52',
    partNumber: 'MCOMEETADV',
    name: 'Audio Conferencing',
    plans: ['MCOMEETADV'],
  },
  {
    skuId: '2d3091c7-0712-488b-b3d8-6b97bde6a1f5',
    partNumber: 'MCOMEETADV_GOV',
    name: 'Audio Conferencing (GCC)',
    plans: ['MCOMEETADV_GOV'],
    edition: 'gcc',
  },
  {
    skuId: '4dee1f32-0808-4fd2-a2ed-fdd575e3a45f',
    partNumber: 'MCOMEETADV_USGOV_GCCHIGH',
    name: 'Audio Conferencing (GCC High)',
    plans: ['MCOMEETADV_AR_GCCHigh'],
    edition: 'gcc-high',
  },
  {
    skuId: 'c2cda955-3359-44e5-989f-852ca0cfa02f',
    partNumber: 'MCOMEETADV_FACULTY',
    name: 'Audio Conferencing (EDU)',
    plans: ['MCOMEETADV'],
    edition: 'edu',
  },
  {
    skuId: 'df9561a4-4969-4e6a-8e73-c601b68ec077',
    partNumber: 'MCOMEETACPEA',
    name: 'Audio Conferencing pay-per-minute',
    plans: ['MCOMEETACPEA'],
  },
  {
    skuId: '0dab259f-bf13-4952-b7f8-7db8f131b28d',
    partNumber: 'MCOPSTN1',
    name: 'Domestic Calling Plan',
    plans: ['MCOPSTN1'],
  },
  {
    skuId: '923f58ab-fca1-46a1-92f9-89fda21238a8',
    partNumber: 'MCOPSTN_1_GOV',
    name: 'Domestic Calling Plan (GCC)',
    plans: ['MCOPSTN1_GOV'],
    edition: 'gcc',
  },
  {
    skuId: '729dbb8f-8d56-4994-8e33-2f218f549544',
    partNumber: 'MCOPSTN_6',
    name: 'Domestic Calling Plan (240 minutes)',
    plans: ['MCOPSTN6'],
  },
  {
    skuId: '54a152dc-90de-4996-93d2-bc47e670fc06',
    partNumber: 'MCOPSTN5',
    name: 'Domestic Calling Plan (120 minutes)',
    plans: ['MCOPSTN5'],
  },
  {
    skuId: '11dee6af-eca8-419f-8061-6864517c1875',
    partNumber: 'MCOPSTN_5',
    name: 'Domestic Calling Plan (120 minutes)',
    plans: ['MCOPSTN5'],
  },
  {
    skuId: 'd13e9d1b-316a-4946-98c6-362c97a4fdfe',
    partNumber: 'MCOPSTN5_US',
    name: 'Domestic Calling Plan (120 minutes, US)',
    plans: ['PSTN5_US'],
  },
  {
    skuId: 'd43177b5-475b-4880-92d4-d54c27b5efbd',
    partNumber: 'MCOPSTN5',
    name: 'Domestic Calling Plan (small)',
    plans: ['MCOPSTN5'],
  },
  {
    skuId: 'd3b4fe1f-9992-4930-8acb-ca6ec609365e',
    partNumber: 'MCOPSTN2',
    name: 'Domestic and International Calling Plan',
    plans: ['MCOPSTN2'],
  },
  {
    skuId: 'dbd31205-338e-4dec-903d-44402e305e32',
    partNumber: 'Microsoft_Teams_Calling_Plan_pay_as_you_go_(country_zone_1)',
    name: 'Pay-as-you-go Calling Plan (zone 1)',
    plans: ['MCOPSTN_PAYG_1'],
  },
  {
    skuId: '9b196e97-5830-4c2e-adc2-1e10ebf5dee5',
    partNumber: 'Microsoft_Teams_Calling_Plan_pay_as_you_go_(country_zone_1_US)',
    name: 'Pay-as-you-go Calling Plan (zone 1, US)',
    plans: ['MCOPSTN_PAYG_1'],
  },
  {
    skuId: '06b48c5f-01d9-4b18-9015-03b52040f51a',
    partNumber: 'MCOPSTNPP',
    name: 'PSTN Usage Calling Plan',
    plans: ['MCOPSTN3'],
  },
  {
    skuId: '47794cd0-f0e5-45c5-9033-2eb6b5fc84e0',
    partNumber: 'MCOPSTNC',
    name: 'Communications Credits',
    plans: ['MCOPSTNC'],
  },
]

/**
 * What a room may have beside its own licence; of a service the plain one first, of calling plans the one with the most minutes.
 * Ids and plans: Microsoft, "Product names and service plan identifiers for licensing" (as of 2026-07-29). Two of them share the part number MCOPSTN5; the plan of the small one is named in words there, and taken for MCOPSTN5.
 */
export const addOns: readonly Licence[] = rows.map((row) => ({ ...row, family: 'add-on' }))
