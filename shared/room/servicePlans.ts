/** What a licence lets a room account do. */
export type Capability =
  | 'teams'
  | 'skype'
  | 'phone-system'
  | 'audio-conferencing'
  | 'calling-domestic'
  | 'calling-international'
  | 'intune'
  | 'entra-p1'
  | 'exchange'

/** As Microsoft calls it. */
export const capabilityNames: Record<Capability, string> = {
  teams: 'Microsoft Teams',
  skype: 'Skype for Business Online (Plan 2)',
  'phone-system': 'Phone System',
  'audio-conferencing': 'Audio Conferencing',
  'calling-domestic': 'Domestic Calling Plan',
  'calling-international': 'International Calling Plan',
  intune: 'Microsoft Intune',
  'entra-p1': 'Microsoft Entra ID P1',
  exchange: 'Exchange Online mailbox',
}

/**
 * Ids of the service plans that matter to a room: Graph names a disabled plan by its id alone.
 * Microsoft, "Product names and service plan identifiers for licensing" (as of 2026-07-29).
 */
const planIds: Record<string, string> = {
  TEAMS1: '57ff2da0-773e-42df-b2af-ffb7a2317929',
  TEAMS_GOV: '304767db-7d23-49e8-a945-4a7eb65f9f28',
  TEAMS_AR_GCCHIGH: '9953b155-8aef-4c56-92f3-72b0487fce41',
  TEAMS_AR_DOD: 'fd500458-c24c-478e-856c-a6067a8376cd',
  MCOSTANDARD: '0feaeb32-d00e-4d66-bd5a-43b5b83db82c',
  MCOSTANDARD_GOV: 'a31ef4a2-f787-435e-8335-e47eb0cafc94',
  MCOIMP: 'afc06cb0-b4f4-4473-8286-d644f70d8faf',
  MCOIMP_GOV: '8a9f17f1-5872-44e8-9b11-3caade9dc90f',
  MCOEV: '4828c8ec-dc2e-4779-b502-87ac9ce28ab7',
  MCOEV_GOV: 'db23fce2-a974-42ef-9002-d78dd42a0f22',
  MCOEVSMB: 'ed777b71-af04-42ca-9798-84344c66f7c6',
  MCOEV_VIRTUALUSER: 'f47330e9-c134-43b3-9993-e7f004506889',
  MCOEV_VIRTUALUSER_GOV: '0628a73f-3b4a-4989-bd7b-0f8823144313',
  MCOMEETADV: '3e26ee1f-8a5f-4d52-aee2-b81ce45c8f40',
  MCOMEETADV_GOV: 'f544b08d-1645-4287-82de-8d91f37c02a1',
  MCOMEETADV_AR_GCCHigh: 'f1e3613f-3818-4254-9b5e-f02d803384e0',
  MCOMEETACPEA: 'bb038288-76ab-49d6-afc1-eaa6c222c65a',
  MCOPSTN1: '4ed3ff63-69d7-4fb7-b984-5aec7f605ca8',
  MCOPSTN1_GOV: '3c8a8792-7866-409b-bb61-1b20ace0368b',
  MCOPSTN2: '5a10155d-f5c1-411a-a8ec-e99aae125390',
  MCOPSTN3: '6b340437-d6f9-4dc5-8cc2-99163f7f83d6',
  MCOPSTN5: '54a152dc-90de-4996-93d2-bc47e670fc06',
  MCOPSTN6: '346d83bf-6fe6-42ca-b424-b9300d2e21bf',
  PSTN5_US: '1346d5e6-15a6-4b88-9693-806ff7296a7a',
  MCOPSTN_PAYG_1: '156a1efe-17cd-4b03-9f17-2eb512298fb3',
  MCOPSTNC: '505e180f-f7e0-4b65-91d4-00d670bbd18c',
  INTUNE_A: 'c1ec4a95-1f05-45b3-a911-aa3fa01094f5',
  INTUNE_A_GOV: 'd216f254-796f-4dab-bbfa-710686e646b9',
  AAD_PREMIUM: '41781fb2-bc02-4b7c-bd55-b576c07bb09d',
  AAD_PREMIUM_P2: 'eec0eb4f-6444-4f95-aba0-50c24d67f998',
  EXCHANGE_S_ENTERPRISE: 'efb87545-963c-4e0d-99df-69c6916d9eb0',
  EXCHANGE_S_ENTERPRISE_GOV: '8c3069c0-ccdb-44be-ab77-986203a67df2',
  EXCHANGE_S_STANDARD: '9aaf7827-d63c-4b61-89c3-182f06f82e5c',
}

const byId = new Map(Object.entries(planIds).map(([name, id]) => [id, name]))

/** The name of a plan, given by its name or its id; one that is not known is given back. */
export const nameOfPlan = (plan: string): string => byId.get(plan.toLowerCase()) ?? plan

/**
 * What plans give, by the beginning of their names, because each cloud has names of its own; the first that fits counts.
 * Teams Phone for auto attendants (VIRTUALUSER) is no telephony for a room, credits (MCOPSTNC) are no plan, and Skype's
 * Plan 1 (MCOIMP) has no meetings.
 */
const grants: [beginning: string, capabilities: Capability[]][] = [
  ['TEAMS1', ['teams']],
  ['TEAMS_GOV', ['teams']],
  ['TEAMS_AR_', ['teams']],
  ['MCOSTANDARD', ['skype']],
  ['MCOEV_VIRTUALUSER', []],
  ['MCOEV', ['phone-system']],
  ['MCOMEETADV', ['audio-conferencing']],
  ['MCOMEETACP', ['audio-conferencing']],
  ['MCOPSTNC', []],
  ['MCOPSTN2', ['calling-domestic', 'calling-international']],
  ['MCOPSTN', ['calling-domestic']],
  ['PSTN5', ['calling-domestic']],
  ['INTUNE_A', ['intune']],
  ['AAD_PREMIUM', ['entra-p1']],
  ['EXCHANGE_S_STANDARD', ['exchange']],
  ['EXCHANGE_S_ENTERPRISE', ['exchange']],
  ['EXCHANGE_S_DESKLESS', ['exchange']],
]

export function capabilitiesOfPlan(plan: string): Capability[] {
  const name = nameOfPlan(plan.trim()).toUpperCase()
  return grants.find(([beginning]) => name.startsWith(beginning))?.[1] ?? []
}

export const capabilitiesOf = (plans: readonly string[]): Set<Capability> => new Set(plans.flatMap(capabilitiesOfPlan))

/**
 * Plans of one service at different levels exclude each other ("Resolve group license assignment problems", conflicting
 * service plans). No page lists the pairs; that Skype's Plan 1 and Plan 2 are one is taken from their being levels of one service.
 */
const levels: [one: string, other: string][] = [['MCOIMP', 'MCOSTANDARD']]

/** Whether the plans of two licences cannot be held together. */
export function excludeEachOther(one: readonly string[], other: readonly string[]): boolean {
  const has = (plans: readonly string[], level: string) => plans.some((plan) => nameOfPlan(plan).startsWith(level))
  return levels.some(([low, high]) => (has(one, low) && has(other, high)) || (has(one, high) && has(other, low)))
}
