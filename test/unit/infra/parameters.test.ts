import { describe, expect, it } from 'vitest'
import { findMistakes } from '../../../infra/parameters.ts'

const right = {
  AZURE_ENV_NAME: 'rooms',
  AZURE_LOCATION: 'westeurope',
  ROOMWRIGHT_TENANT_ID: '6d1f0d6a-58c5-4b43-8e87-3f1f4c1e9f10',
  ROOMWRIGHT_DOMAIN: 'contoso.com',
}

it('what must be known is enough', () => {
  expect(findMistakes(right)).toEqual([])
})

it('everything that is missing is named at once, with how to set it', () => {
  const mistakes = findMistakes({})

  expect(mistakes).toHaveLength(4)
  expect(mistakes[2]).toBe('ROOMWRIGHT_TENANT_ID is missing. Set it: azd env set ROOMWRIGHT_TENANT_ID VALUE')
})

describe.each([
  [
    'an environment name that is too long',
    { AZURE_ENV_NAME: 'a-name-that-is-much-too-long' },
    'AZURE_ENV_NAME must be',
  ],
  ['a tenant that is no id', { ROOMWRIGHT_TENANT_ID: 'contoso' }, 'ROOMWRIGHT_TENANT_ID must be an id'],
  ['a plan that is none', { PLAN: 'consumption' }, 'PLAN must be one of flex, premium'],
  ['sources that are no JSON', { TICKET_SOURCES: 'generic' }, 'TICKET_SOURCES must be JSON'],
  ['a source that nobody knows', { TICKET_SOURCES: '["lotus"]' }, 'TICKET_SOURCES must be JSON'],
  ['a network that is too small', { NETWORK_PREFIX: '10.0.0.0/28' }, 'NETWORK_PREFIX must be a network'],
  ['a desk without https', { DESK_URLS: '{"generic":"http://desk"}' }, 'DESK_URLS must be JSON'],
  ['no instance at all', { BACK_INSTANCES: '0' }, 'BACK_INSTANCES must be at least 1'],
  ['a budget from the middle of a month', { BUDGET_START: '2027-01-15' }, 'BUDGET_START must be the first day'],
  ['a private network with the cheap bus', { PRIVATE_NETWORK: 'true' }, 'PRIVATE_NETWORK is true, but BUS_TIER'],
  ['a desk that no ticket comes from', { DESK_URLS: '{"servicenow":"https://x.example"}' }, 'DESK_URLS names'],
  ['a worker without an account', { WORKER_PRINCIPAL: right.ROOMWRIGHT_TENANT_ID }, 'WORKER_PRINCIPAL is set'],
  [
    'servers without an account',
    { BACK_SETTINGS: '{"ROOMWRIGHT_TOPOLOGIES":"{\\"*\\":\\"on-premises\\"}"}' },
    'BACK_SETTINGS names a topology',
  ],
  ['a budget for nobody', { BUDGET: '50' }, 'BUDGET is set'],
  [
    'a setting that the back does not know',
    { BACK_SETTINGS: '{"ROOMWRIGHT_COLOUR":"red"}' },
    'BACK_SETTINGS has a setting',
  ],
  [
    'a secret that would stand there for all to read',
    { BACK_SETTINGS: '{"ROOMWRIGHT_ALERT_SECRET":"whsec_x"}' },
    'BACK_SETTINGS has a setting',
  ],
  [
    'a setting that the template makes',
    { FRONT_SETTINGS: '{"ROOMWRIGHT_TABLES":"x"}' },
    'FRONT_SETTINGS has a setting',
  ],
])('%s', (_, change, says) => {
  it('is refused, and the message names the variable', () => {
    const mistakes = findMistakes({ ...right, ...change })

    expect(mistakes).toHaveLength(1)
    expect(mistakes[0]).toContain(says)
  })
})

it('a right private network, worker and budget are taken', () => {
  const given = {
    PRIVATE_NETWORK: 'true',
    BUS_TIER: 'Premium',
    AUTOMATION: 'true',
    WORKER_PRINCIPAL: right.ROOMWRIGHT_TENANT_ID,
    BUDGET: '50',
    BUDGET_EMAILS: '["it@contoso.com"]',
    BUDGET_START: '2027-01-01',
  }

  expect(findMistakes({ ...right, ...given })).toEqual([])
})
