import { describe, expect, it } from 'vitest'
import { ConfigurationError, readBackConfig, readFrontConfig, type Environment } from '../../../shared/config.ts'
import { Secret } from '../../../shared/secret.ts'

const secretText = `whsec_${Buffer.from('n'.repeat(32)).toString('base64')}`
const oldSecretText = `whsec_${Buffer.from('o'.repeat(32)).toString('base64')}`

const common: Environment = {
  ROOMWRIGHT_BUS__fullyQualifiedNamespace: 'rooms.servicebus.windows.net',
  ROOMWRIGHT_TABLES: 'https://rooms.table.core.windows.net',
  ROOMWRIGHT_SITE: 'https://rooms.contoso.com/',
}
const front: Environment = {
  ...common,
  ROOMWRIGHT_ISSUER: 'https://login.microsoftonline.com/t/v2.0',
  ROOMWRIGHT_AUDIENCE: 'api://roomwright',
  ROOMWRIGHT_CLIENT_ID: 'client',
  ROOMWRIGHT_ID_KEY: 'canary-id-key',
}
const back: Environment = {
  ...common,
  ROOMWRIGHT_TENANT_ID: '6d1f0d6a-58c5-4b43-8e87-3f1f4c1e9f10',
  ROOMWRIGHT_DOMAIN: 'contoso.com',
  ROOMWRIGHT_VAULT_URL: 'https://rooms.vault.azure.net',
}

function mistakesOf(read: () => unknown): string[] {
  try {
    read()
  } catch (error) {
    if (error instanceof ConfigurationError) return error.message.split('\n').slice(1)
    throw error
  }
  return []
}
const namesOf = (mistakes: string[]): string[] => mistakes.flatMap((line) => line.split(':')[0] ?? []).toSorted()
const backMistakes = (changes: Environment) => mistakesOf(() => readBackConfig({ ...back, ...changes }))
const frontMistakes = (changes: Environment) => mistakesOf(() => readFrontConfig({ ...front, ...changes }))

describe('profiles', () => {
  const huddle = { why: 'Small', values: { maximumDurationInMinutes: 120 } }
  const standard = { why: 'Ours', values: { mailTip: 'Ours' } }
  const given = { ROOMWRIGHT_PROFILES: JSON.stringify({ huddle, standard }) }

  it('of the estate stand beside the built-in ones, or in their place, in both apps', () => {
    for (const { profiles } of [readFrontConfig({ ...front, ...given }), readBackConfig({ ...back, ...given })])
      expect(profiles).toMatchObject({ huddle, standard, executive: { values: { bookingWindowInDays: 365 } } })
  })

  it('that are not right stop the start of both', () => {
    const wrong = { ROOMWRIGHT_PROFILES: '{"huddle":{"values":{}}}' }

    expect(namesOf(frontMistakes(wrong))).toEqual(['ROOMWRIGHT_PROFILES'])
    expect(namesOf(backMistakes(wrong))).toEqual(['ROOMWRIGHT_PROFILES'])
  })
})

describe('a configuration', () => {
  it('that says only what must be said is complete', () => {
    expect(readFrontConfig(front)).toMatchObject({
      bus: { namespace: 'rooms.servicebus.windows.net' },
      queue: 'commands',
      site: 'https://rooms.contoso.com',
      sources: {},
    })
    expect(readBackConfig(back)).toMatchObject({
      tenant: {
        cloud: 'global',
        graph: { url: 'https://graph.microsoft.com', scope: 'https://graph.microsoft.com/.default' },
        exchange: { url: 'https://outlook.office365.com', scope: 'https://outlook.office365.com/.default' },
        inFlight: 6,
      },
      naming: {
        domain: 'contoso.com',
        pattern: { text: 'mtr-{site}-{floor}-{room}', prefix: 'mtr-' },
        displayName: { text: '{room}' },
      },
      lookSeconds: 300,
      desks: {},
    })
  })

  it.each([
    ['gcc', 'https://graph.microsoft.com', 'https://outlook.office365.com', 'https://management.azure.com'],
    ['gcc-high', 'https://graph.microsoft.us', 'https://outlook.office365.us', 'https://management.usgovcloudapi.net'],
    [
      'dod',
      'https://dod-graph.microsoft.us',
      'https://outlook-dod.office365.us',
      'https://management.usgovcloudapi.net',
    ],
    [
      'china',
      'https://microsoftgraph.chinacloudapi.cn',
      'https://outlook.office365.cn',
      'https://management.chinacloudapi.cn',
    ],
  ])('of the cloud %s goes to its addresses, with tokens for them', (cloud, graph, exchange, arm) => {
    const worker = {
      ROOMWRIGHT_AUTOMATION_ACCOUNT:
        '/subscriptions/s/resourceGroups/g/providers/Microsoft.Automation/automationAccounts/a',
      ROOMWRIGHT_WORKER_GROUP: 'w',
    }

    const config = readBackConfig({ ...back, ...worker, ROOMWRIGHT_CLOUD: cloud })

    const resource = cloud === 'china' ? 'https://partner.outlook.cn' : exchange
    expect(config.tenant).toMatchObject({
      graph: { url: graph, scope: `${graph}/.default` },
      exchange: { url: exchange, scope: `${resource}/.default` },
    })
    expect(config.worker).toMatchObject({ armUrl: arm, scope: `${arm}/.default` })
  })

  it('with an address of its own still asks for tokens of the cloud', () => {
    const { tenant } = readBackConfig({
      ...back,
      ROOMWRIGHT_CLOUD: 'dod',
      ROOMWRIGHT_GRAPH_URL: 'http://127.0.0.1:7076',
    })

    expect(tenant.graph).toEqual({ url: 'http://127.0.0.1:7076', scope: 'https://dod-graph.microsoft.us/.default' })
  })

  it('of a cloud that nobody knows is refused', () => {
    expect(namesOf(backMistakes({ ROOMWRIGHT_CLOUD: 'bleu' }))).toEqual(['ROOMWRIGHT_CLOUD'])
  })

  it('tells every mistake at once, with what is expected and where to set it', () => {
    const mistakes = mistakesOf(() =>
      readBackConfig({
        ...back,
        ROOMWRIGHT_SITE: 'ftp://x',
        ROOMWRIGHT_CALLS_IN_FLIGHT: '0',
        ROOMWRIGHT_DOMAIN: undefined,
      }),
    )

    expect(namesOf(mistakes)).toEqual(['ROOMWRIGHT_CALLS_IN_FLIGHT', 'ROOMWRIGHT_DOMAIN', 'ROOMWRIGHT_SITE'])
    expect(mistakes.find((line) => line.startsWith('ROOMWRIGHT_DOMAIN'))).toBe(
      'ROOMWRIGHT_DOMAIN: is missing. Expected: Domain of room accounts whose address nobody asked for. Set it in the app settings (local.settings.json on a laptop).',
    )
  })

  it('that is empty tells every setting that is needed', () => {
    const mistakes = mistakesOf(() => readFrontConfig({}))

    expect(namesOf(mistakes)).toEqual([
      'ROOMWRIGHT_AUDIENCE',
      'ROOMWRIGHT_BUS or ROOMWRIGHT_BUS__fullyQualifiedNamespace',
      'ROOMWRIGHT_CLIENT_ID',
      'ROOMWRIGHT_ID_KEY',
      'ROOMWRIGHT_ISSUER',
      'ROOMWRIGHT_SITE',
      'ROOMWRIGHT_TABLES',
    ])
    expect(mistakes.filter((line) => !line.includes(': is missing. Expected: '))).toEqual([
      'ROOMWRIGHT_BUS or ROOMWRIGHT_BUS__fullyQualifiedNamespace: one of them is needed.',
    ])
  })

  it('never tells a value', () => {
    const canary = 'canary-91c'
    const wrong = Object.fromEntries(Object.keys({ ...back, ...front }).map((name) => [name, canary]))
    const more = {
      ...wrong,
      ROOMWRIGHT_SOURCE_GENERIC_SECRETS: canary,
      ROOMWRIGHT_SOURCE_GENERIC_URL: canary,
      ROOMWRIGHT_PATIENCE: `{"${canary}":1}`,
      ROOMWRIGHT_NAME_PATTERN: `{${canary}}`,
      ROOMWRIGHT_DISPLAY_NAME_PATTERN: `{${canary}}`,
      ROOMWRIGHT_CALLS_IN_FLIGHT: canary,
    }

    const told = [...mistakesOf(() => readBackConfig(more)), ...mistakesOf(() => readFrontConfig(more))].join('\n')

    expect(told).not.toBe('')
    expect(told).not.toContain(canary)
  })

  it('tells every mistake of a naming pattern, and never the pattern', () => {
    const mistakes = backMistakes({
      ROOMWRIGHT_NAME_PATTERN: 'canary {town}',
      ROOMWRIGHT_DISPLAY_NAME_PATTERN: '{site} canary',
    })

    expect(namesOf(mistakes)).toEqual([
      'ROOMWRIGHT_DISPLAY_NAME_PATTERN',
      ...Array.from({ length: 3 }, () => 'ROOMWRIGHT_NAME_PATTERN'),
    ])
    expect(mistakes.join('\n')).toContain('ROOMWRIGHT_NAME_PATTERN: has an unknown part at character 8. Expected: How')
    expect(mistakes.join('\n')).not.toMatch(/canary|town/)
  })

  it('that still names a secret of the vault, because nobody could read it, is refused with what to do', () => {
    const [mistake, ...others] = frontMistakes({
      ROOMWRIGHT_ID_KEY: '@Microsoft.KeyVault(SecretUri=https://kv.vault.azure.net/secrets/roomwright-id-key)',
    })

    expect(others).toEqual([])
    expect(mistake).toMatch(/^ROOMWRIGHT_ID_KEY: names a secret of the vault that could not be read\. Put the secret/)
  })

  it('takes an empty setting for a missing one', () => {
    expect(frontMistakes({ ROOMWRIGHT_AUDIENCE: '' })[0]).toMatch(/^ROOMWRIGHT_AUDIENCE: is missing/)
  })

  it('tells that there is no bus together with the other mistakes', () => {
    const { ROOMWRIGHT_BUS__fullyQualifiedNamespace: _, ...rest } = back

    const mistakes = mistakesOf(() => readBackConfig({ ...rest, ROOMWRIGHT_DOMAIN: '!' }))

    expect(mistakes).toHaveLength(2)
  })

  it.each([{ ROOMWRIGHT_SOURCE_GENERIC_URL: 'https://desk.contoso.com' }, { ROOMWRIGHT_SOURCE_GENERIC_KEY: 'k' }])(
    'with half a desk is a mistake: %j',
    (half) => {
      expect(backMistakes(half)).toHaveLength(1)
    },
  )
})

describe('an address', () => {
  it.each(['https://rooms.contoso.com', 'http://127.0.0.1:7071', 'http://localhost:7071', 'http://[::1]:7071'])(
    'may be %s',
    (address) => {
      expect(frontMistakes({ ROOMWRIGHT_SITE: address })).toEqual([])
    },
  )

  it.each([
    'http://rooms.contoso.com',
    'http://127.0.0.1.evil.example',
    'http://10.0.0.1',
    'rooms.contoso.com',
    'javascript:1',
  ])('must not be %s', (address) => {
    for (const name of ['ROOMWRIGHT_SITE', 'ROOMWRIGHT_GRAPH_URL', 'ROOMWRIGHT_EXCHANGE_URL', 'ROOMWRIGHT_VAULT_URL'])
      expect(backMistakes({ [name]: address })).toHaveLength(1)
    expect(frontMistakes({ ROOMWRIGHT_ISSUER: address })).toHaveLength(1)
  })

  it.each<[string, object]>([
    ['https://rooms.table.core.windows.net', { url: 'https://rooms.table.core.windows.net' }],
    ['UseDevelopmentStorage=true', { connectionString: 'UseDevelopmentStorage=true' }],
  ])('of tables may be %s', (text, expected) => {
    expect(readBackConfig({ ...back, ROOMWRIGHT_TABLES: text }).tables).toEqual(expected)
  })
})

describe('a ticketing system', () => {
  const secret = 'a secret of the ticketing system'.replaceAll(' ', '-')
  const fields = '{"name":"customfield_1","site":"customfield_2","usageLocation":"customfield_3"}'
  const states = '{"in-progress":"2","waiting":"3","resolved":"8","failed":"25","cancelled":"26"}'
  const place = (source: string) => ({
    [`ROOMWRIGHT_SOURCE_${source}_URL`]: 'https://desk.contoso.com',
    [`ROOMWRIGHT_SOURCE_${source}_KEY`]: 'canary-key',
  })

  it('has secrets, fields, states and a place where it is read', () => {
    const config = readFrontConfig({
      ...front,
      ...place('HALOPSA'),
      ROOMWRIGHT_SOURCE_HALOPSA_SECRETS: secret,
      ROOMWRIGHT_SOURCE_HALOPSA_FIELDS: `[${fields},${fields}]`,
      ROOMWRIGHT_SOURCE_HALOPSA_STATES: states,
    })

    expect(config.sources.halopsa).toMatchObject({
      fields: [{ name: 'customfield_1' }, { name: 'customfield_1' }],
      states: { cancelled: '26' },
      place: { url: 'https://desk.contoso.com' },
    })
    expect(JSON.stringify(config)).not.toContain('canary')
  })

  it.each<[string, object, string[]]>([
    ['Jira without its fields', { ROOMWRIGHT_SOURCE_JIRA_SECRETS: secret }, ['ROOMWRIGHT_SOURCE_JIRA_FIELDS']],
    [
      'Zendesk without its fields and its place',
      { ROOMWRIGHT_SOURCE_ZENDESK_SECRETS: secret },
      ['ROOMWRIGHT_SOURCE_ZENDESK_FIELDS', 'ROOMWRIGHT_SOURCE_ZENDESK_URL'],
    ],
    [
      'Freshservice without its place',
      { ROOMWRIGHT_SOURCE_FRESHSERVICE_SECRETS: secret },
      ['ROOMWRIGHT_SOURCE_FRESHSERVICE_URL'],
    ],
    [
      'HaloPSA without its states',
      { ...place('HALOPSA'), ROOMWRIGHT_SOURCE_HALOPSA_SECRETS: secret },
      ['ROOMWRIGHT_SOURCE_HALOPSA_STATES'],
    ],
    [
      'a place without a key',
      { ROOMWRIGHT_SOURCE_ZENDESK_URL: 'https://x.zendesk.com' },
      ['ROOMWRIGHT_SOURCE_ZENDESK_'],
    ],
    [
      'a secret that can be guessed',
      { ROOMWRIGHT_SOURCE_FRESHSERVICE_SECRETS: 'letmein', ...place('FRESHSERVICE') },
      ['SECRETS'],
    ],
    ['fields that are no JSON', { ROOMWRIGHT_SOURCE_JIRA_FIELDS: 'customfield_1' }, ['FIELDS']],
    ['fields without the site', { ROOMWRIGHT_SOURCE_JIRA_FIELDS: '{"name":"a","usageLocation":"b"}' }, ['FIELDS']],
    ['a field that no room has', { ROOMWRIGHT_SOURCE_JIRA_FIELDS: fields.replace('site', 'colour') }, ['FIELDS']],
    ['an unknown state', { ROOMWRIGHT_SOURCE_JIRA_STATES: '{"done":"Done"}' }, ['STATES']],
    ['a word for a number', { ROOMWRIGHT_SOURCE_FRESHSERVICE_STATES: '{"resolved":"Done"}' }, ['STATES']],
    ['one state of five', { ROOMWRIGHT_SOURCE_HALOPSA_STATES: '{"resolved":"8"}' }, ['STATES']],
  ])('is a mistake: %s', (_, given, names) => {
    const mistakes = frontMistakes(given as Record<string, string>)

    expect(mistakes).toHaveLength(names.length)
    for (const [place, name] of names.entries()) expect(mistakes[place]).toContain(name)
    expect(mistakes.join()).not.toMatch(/canary|letmein/)
  })

  it('of which tickets are answered needs its states in the back too', () => {
    expect(backMistakes(place('HALOPSA'))).toHaveLength(1)
    expect(backMistakes({ ...place('HALOPSA'), ROOMWRIGHT_SOURCE_HALOPSA_STATES: states })).toEqual([])
  })
})

describe('signing secrets', () => {
  const read = (text: string) => readFrontConfig({ ...front, ROOMWRIGHT_SOURCE_GENERIC_SECRETS: text }).sources.generic

  it.each([`${secretText},${oldSecretText}`, `${secretText} ${oldSecretText}`, `${secretText},\n${oldSecretText}\n`])(
    'may be two while they are rotated',
    (text) => {
      expect(read(text)?.secrets.map((secret) => secret.reveal())).toEqual([secretText, oldSecretText])
    },
  )

  it.each<[string, string]>([
    ['three', [secretText, oldSecretText, secretText].join(',')],
    ['none', ','],
    ['without their prefix', secretText.slice(6)],
    ['too short', 'whsec_c2hvcnQ='],
  ])('must not be %s', (_, text) => {
    expect(frontMistakes({ ROOMWRIGHT_SOURCE_GENERIC_SECRETS: text })).toHaveLength(1)
  })

  it('are secrets, as keys are', () => {
    const config = readBackConfig({
      ...back,
      ROOMWRIGHT_SOURCE_SERVICENOW_URL: 'https://x.service-now.com',
      ROOMWRIGHT_SOURCE_SERVICENOW_KEY: 'canary-key',
    })

    expect(config.desks.servicenow?.key).toBeInstanceOf(Secret)
    expect(JSON.stringify(config) + JSON.stringify(readFrontConfig(front))).not.toContain('canary')
  })
})

describe('patience', () => {
  it('is what the table says, but for what is set', () => {
    const { patience } = readBackConfig({ ...back, ROOMWRIGHT_PATIENCE: '{"licence-free":60}' })

    expect(patience).toMatchObject({ 'licence-free': 60, 'mailbox-visible': 1_800 })
  })

  it.each(['{"licence":60}', '{"licence-free":0}', '{"licence-free":"60"}', '[]', 'x'])('must not be %s', (text) => {
    expect(backMistakes({ ROOMWRIGHT_PATIENCE: text })).toHaveLength(1)
  })
})

describe('the front', () => {
  it('has nothing of the tenant, whatever is in its environment', () => {
    expect(JSON.stringify(readFrontConfig({ ...back, ...front }))).not.toContain(back['ROOMWRIGHT_TENANT_ID'])
  })
})
