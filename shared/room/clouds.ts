/** The clouds of Microsoft 365 and Azure that a tenant can be in. Bleu, Delos and the closed US clouds publish no addresses. */
export const cloudNames = ['global', 'gcc', 'gcc-high', 'dod', 'china'] as const
export type CloudName = (typeof cloudNames)[number]

/** Where the services of a cloud are. */
export interface Cloud {
  title: string
  graph: string
  exchange: string
  /** What tokens for Exchange Online are made for, where that is another name than its address. */
  exchangeResource: string
  login: string
  /** Azure Resource Manager. */
  arm: string
  vaultSuffix: string
  source: string
}

const deployments = 'Microsoft, "Microsoft Graph national cloud deployments"'
const exchangeHosts = 'Microsoft, "Get started with the Exchange Online Admin API", 2025-11'
const azure = 'Azure, "Azure Government developer guide"'

const worldwide = {
  graph: 'https://graph.microsoft.com',
  exchange: 'https://outlook.office365.com',
  exchangeResource: 'https://outlook.office365.com',
  login: 'https://login.microsoftonline.com',
  arm: 'https://management.azure.com',
  vaultSuffix: 'vault.azure.net',
}
const government = {
  login: 'https://login.microsoftonline.us',
  arm: 'https://management.usgovcloudapi.net',
  vaultSuffix: 'vault.usgovcloudapi.net',
}

export const clouds: Record<CloudName, Cloud> = {
  global: { title: 'Worldwide', ...worldwide, source: `${deployments}; ${exchangeHosts}` },
  gcc: {
    title: 'US Government Community Cloud (GCC)',
    ...worldwide,
    source: `${deployments}; ${exchangeHosts}: GCC uses the addresses of the worldwide cloud`,
  },
  'gcc-high': {
    title: 'GCC High (US Government L4)',
    graph: 'https://graph.microsoft.us',
    exchange: 'https://outlook.office365.us',
    exchangeResource: 'https://outlook.office365.us',
    ...government,
    source: `${deployments}; ${exchangeHosts}; ${azure}`,
  },
  dod: {
    title: 'DoD (US Government L5)',
    graph: 'https://dod-graph.microsoft.us',
    exchange: 'https://outlook-dod.office365.us',
    exchangeResource: 'https://outlook-dod.office365.us',
    ...government,
    source: `${deployments}; ${exchangeHosts}; ${azure}`,
  },
  china: {
    title: 'China, operated by 21Vianet',
    graph: 'https://microsoftgraph.chinacloudapi.cn',
    exchange: 'https://outlook.office365.cn',
    exchangeResource: 'https://partner.outlook.cn',
    login: 'https://login.chinacloudapi.cn',
    arm: 'https://management.chinacloudapi.cn',
    vaultSuffix: 'vault.azure.cn',
    source: `${deployments}; ${exchangeHosts}; what tokens for Exchange are made for is unverified`,
  },
}

/** What tokens must be made for in a cloud; wherever the services are reached, these names stay. */
export function scopesOf({ graph, exchangeResource, arm }: Cloud): { graph: string; exchange: string; arm: string } {
  const [ofGraph, ofExchange, ofArm] = [graph, exchangeResource, arm].map((resource) => `${resource}/.default`)
  return { graph: ofGraph ?? '', exchange: ofExchange ?? '', arm: ofArm ?? '' }
}
