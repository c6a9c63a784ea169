import type { Licence, LicenceFamily } from './licence.ts'

type Row = Omit<Licence, 'family'>

const forPeople: Row[] = [
  {
    skuId: '18181a46-0d4e-45cd-891e-60aabd171b4e',
    partNumber: 'STANDARDPACK',
    name: 'Office 365 E1',
    plans: ['TEAMS1', 'MCOSTANDARD', 'EXCHANGE_S_STANDARD'],
  },
  {
    skuId: '6fd2c87f-b296-42f0-b197-1e91e994b900',
    partNumber: 'ENTERPRISEPACK',
    name: 'Office 365 E3',
    plans: ['TEAMS1', 'MCOSTANDARD', 'EXCHANGE_S_ENTERPRISE'],
  },
  {
    skuId: '1392051d-0cb9-4b7a-88d5-621fee5e8711',
    partNumber: 'ENTERPRISEWITHSCAL',
    name: 'Office 365 E4',
    plans: ['TEAMS1', 'MCOSTANDARD', 'EXCHANGE_S_ENTERPRISE'],
    isLegacy: true,
  },
  {
    skuId: 'c7df2760-2c81-4ef7-b578-5b5392b571df',
    partNumber: 'ENTERPRISEPREMIUM',
    name: 'Office 365 E5',
    plans: ['TEAMS1', 'MCOSTANDARD', 'MCOEV', 'MCOMEETADV', 'EXCHANGE_S_ENTERPRISE'],
  },
  {
    skuId: '05e9a617-0261-4cee-bb44-138d3ef5d965',
    partNumber: 'SPE_E3',
    name: 'Microsoft 365 E3',
    plans: ['TEAMS1', 'MCOSTANDARD', 'INTUNE_A', 'AAD_PREMIUM', 'EXCHANGE_S_ENTERPRISE'],
  },
  {
    skuId: '06ebc4ee-1bb5-47dd-8120-11324bc54e06',
    partNumber: 'SPE_E5',
    name: 'Microsoft 365 E5',
    plans: [
      'TEAMS1',
      'MCOSTANDARD',
      'MCOEV',
      'MCOMEETADV',
      'INTUNE_A',
      'AAD_PREMIUM',
      'AAD_PREMIUM_P2',
      'EXCHANGE_S_ENTERPRISE',
    ],
  },
]

const forSharedDevices: Row[] = [
  {
    skuId: '295a8eb0-f78d-45c7-8b5b-1eed5ed02dff',
    partNumber: 'MCOCAP',
    name: 'Teams Shared Devices',
    plans: ['TEAMS1', 'MCOSTANDARD', 'MCOEV', 'INTUNE_A', 'AAD_PREMIUM', 'EXCHANGE_S_ENTERPRISE'],
  },
  {
    skuId: 'b1511558-69bd-4e1b-8270-59ca96dba0f3',
    partNumber: 'MCOCAP_GOV',
    name: 'Teams Shared Devices (GCC)',
    plans: ['TEAMS_GOV', 'MCOSTANDARD_GOV', 'MCOEV_GOV', 'INTUNE_A', 'AAD_PREMIUM', 'EXCHANGE_S_ENTERPRISE_GOV'],
    edition: 'gcc',
  },
  {
    skuId: '420c7602-7f70-4895-9394-d3d679ea36fb',
    partNumber: 'MCOCAP_FACULTY',
    name: 'Teams Shared Devices (EDU)',
    plans: ['TEAMS1', 'MCOSTANDARD', 'MCOEV', 'INTUNE_A', 'AAD_PREMIUM', 'EXCHANGE_S_ENTERPRISE'],
    edition: 'edu',
  },
]

const forVoiceApplications: Row[] = [
  {
    skuId: '440eaaa8-b3e0-484b-a8be-62870b9ba70a',
    partNumber: 'PHONESYSTEM_VIRTUALUSER',
    name: 'Teams Phone Resource Account',
    plans: ['MCOEV_VIRTUALUSER'],
  },
  {
    skuId: '0e142028-345e-45da-8d92-8bfd4093bbb9',
    partNumber: 'PHONESYSTEM_VIRTUALUSER_FACULTY',
    name: 'Teams Phone Resource Account (EDU)',
    plans: ['MCOEV_VIRTUALUSER'],
    edition: 'edu',
  },
  {
    skuId: '2cf22bcb-0c9e-4bc6-8daf-7e7654c0f285',
    partNumber: 'PHONESYSTEM_VIRTUALUSER_GOV',
    name: 'Teams Phone Resource Account (GCC)',
    plans: ['MCOEV_VIRTUALUSER_GOV'],
    edition: 'gcc',
  },
  {
    skuId: 'e3f0522e-ebb7-4561-9f90-b44516d65b77',
    partNumber: 'PHONESYSTEM_VIRTUALUSER_USGOV_GCCHIGH',
    name: 'Teams Phone Resource Account (GCC High)',
    plans: ['MCOEV_VIRTUALUSER'],
    edition: 'gcc-high',
  },
]

const forSkype: Row[] = [
  {
    skuId: 'd42c793f-6c78-4f43-92ca-e8f6a02b035f',
    partNumber: 'MCOSTANDARD',
    name: 'Skype for Business Online (Plan 2)',
    plans: ['MCOSTANDARD'],
    isLegacy: true,
  },
  {
    skuId: 'b8b749f8-a4ef-4887-9539-c95b1eaa5db7',
    partNumber: 'MCOIMP',
    name: 'Skype for Business Online (Plan 1)',
    plans: ['MCOIMP'],
    isLegacy: true,
  },
]

const all: [LicenceFamily, Row[]][] = [
  ['user', forPeople],
  ['shared-device', forSharedDevices],
  ['voice-application', forVoiceApplications],
  ['skype', forSkype],
]

/** Licences that a room can be found with, and that do not let Teams Rooms sign in. Ids and plans: Microsoft, "Product names and service plan identifiers for licensing" (as of 2026-07-29). */
export const foreignLicences: readonly Licence[] = all.flatMap(([family, rows]) =>
  rows.map((row) => ({ ...row, family })),
)
