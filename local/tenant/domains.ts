/** A domain name of the tenant; only a verified one can stand in an address or a principal name. */
export interface Domain {
  name: string
  isVerified: boolean
  /** Federated: people sign in elsewhere, and passwords are kept there. */
  authenticationType: 'Managed' | 'Federated'
  isDefault: boolean
  /** The one that came with the tenant. */
  isInitial: boolean
  /** Not below another domain of the tenant. */
  isRoot: boolean
}

const managed = {
  isVerified: true,
  authenticationType: 'Managed',
  isDefault: false,
  isInitial: false,
  isRoot: true,
} as const

export const initialDomain = 'contoso.onmicrosoft.com'

export const domains: readonly Domain[] = [
  { ...managed, name: initialDomain, isDefault: true, isInitial: true },
  { ...managed, name: 'contoso.com' },
  { ...managed, name: 'emea.contoso.com', isRoot: false },
  { ...managed, name: 'fed.contoso.com', authenticationType: 'Federated', isRoot: false },
  { ...managed, name: 'new.contoso.com', isVerified: false, isRoot: false },
]

export const verifiedDomains = domains.filter(({ isVerified }) => isVerified)

export function isVerifiedDomain(name: string): boolean {
  return verifiedDomains.some((domain) => domain.name === name.toLowerCase())
}
