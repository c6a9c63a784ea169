import { domains, verifiedDomains } from '../domains.ts'
import type { Domain } from '../domains.ts'
import { refuseMissing } from './failure.ts'
import type { GraphFunction, GraphRequest } from './graphRequest.ts'
import { collection, entity, project } from './project.ts'

const services = ['Email', 'OfficeCommunicationsOnline']

export const listOrganization: GraphFunction = ({ facts, select }) => {
  const values = {
    id: facts.tenantId,
    displayName: facts.displayName,
    countryLetterCode: 'NO',
    tenantType: 'AAD',
    verifiedDomains: verifiedDomains.map(({ name, isDefault, isInitial, authenticationType: type }) => ({
      capabilities: services.join(', '),
      isDefault,
      isInitial,
      name,
      type,
    })),
  }
  return collection('organization', [project('organization', values, select)])
}

export const listDomains: GraphFunction = (request) =>
  collection(
    'domains',
    domains.map((domain) => showDomain(request, domain)),
  )

export const getDomain: GraphFunction = (request) => {
  const domain = domains.find(({ name }) => name === request.id.toLowerCase()) ?? refuseMissing(request.id)
  return entity('domains', showDomain(request, domain))
}

/** Who signs in elsewhere has no password here whose days could be counted. */
function showDomain({ select }: GraphRequest, { name, ...domain }: Domain): Record<string, unknown> {
  const isManaged = domain.authenticationType === 'Managed'
  const values = {
    ...domain,
    id: name,
    isAdminManaged: true,
    passwordNotificationWindowInDays: isManaged ? 14 : null,
    passwordValidityPeriodInDays: isManaged ? 90 : null,
    supportedServices: domain.isVerified ? services : [],
  }
  return project('domain', values, select)
}
