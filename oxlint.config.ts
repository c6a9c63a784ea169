import type { OxlintConfig } from 'oxlint'

/**
 * Who may import what. Groups are gitignore patterns over the specifier as it is written, the last match wins.
 * What one pattern of a rule lets through, the whole rule lets through: allow-lists stand alone or beside plain bans.
 * A later override replaces an earlier one for the same file, so each room has exactly one wall, from general to special.
 * test/unit/house/walls.test.ts proves that each wall fires.
 */
type Override = NonNullable<OxlintConfig['overrides']>[number]
type Rules = NonNullable<Override['rules']>

interface Ban {
  message: string
  group: string[]
  allowTypeImports?: boolean
}
const never = (message: string, ...group: string[]): Ban => ({ message, group })
const typesOnly = (message: string, ...group: string[]): Ban => ({ message, group, allowTypeImports: true })
const only = (message: string, ...allowed: string[]): Ban => ({
  message,
  group: ['*', '**/*', ...allowed.map((pattern) => `!${pattern}`)],
})

const wall = (files: string[], patterns: Ban[], rules: Rules = {}): Override => ({
  files,
  rules: { 'no-restricted-imports': ['error', { patterns }], ...rules },
})

const outside = never(
  'the product does not reach into tests, the local stack or the pages',
  '**/test/**',
  '**/local/**',
  '**/web/**',
  '**/bench/**',
)
const engine = never('only orchestrations/durable.ts and functions know the engine', 'durable-functions')
const clientFolders = ['**/microsoft365/**', '**/tickets/**', '**/store/**', '**/vault/**']
const clients = typesOnly('only the composition root builds clients; here their types are enough', ...clientFolders)
const upwards = never(
  'data flows one way: clients do not know workflows or doors',
  '**/orchestrations/**',
  '**/functions/**',
)

const world = ['fetch', 'process', 'setTimeout', 'setInterval', 'setImmediate', 'crypto', 'performance']
const noClock: NonNullable<Rules['no-restricted-properties']> = [
  'error',
  { object: 'Date', property: 'now' },
  { object: 'Math', property: 'random' },
]

const namesAlone = ['zod', 'windows-iana', '@sindresorhus/slugify']
const pure: Rules = { 'no-restricted-globals': ['error', ...world], 'no-restricted-properties': noClock }

const plugins: OxlintConfig['plugins'] = ['typescript', 'unicorn', 'oxc', 'import', 'node', 'promise', 'vitest']
const pagePlugins: OxlintConfig['plugins'] = [...plugins, 'react', 'react-perf', 'jsx-a11y']

const config: OxlintConfig = {
  plugins,
  categories: { correctness: 'error', suspicious: 'error' },
  ignorePatterns: ['node_modules', 'dist', '.roomwright', '.tmp', 'test/contract/host/fixtures'],
  options: { typeAware: true },
  rules: {
    complexity: ['error', { max: 10 }],
    'max-depth': ['error', { max: 3 }],
    'max-lines': ['error', { max: 300, skipBlankLines: true, skipComments: true }],
    'max-lines-per-function': ['error', { max: 40, skipBlankLines: true, skipComments: true }],
    'no-console': 'error',
    'import/no-cycle': 'error',
    'import/no-default-export': 'error',
    'import/no-unassigned-import': 'off',
    'node/no-process-env': 'error',
    'typescript/no-explicit-any': 'error',
    'typescript/no-non-null-assertion': 'error',
    'typescript/no-floating-promises': 'error',
    'typescript/only-throw-error': 'error',
    'typescript/switch-exhaustiveness-check': ['error', { considerDefaultExhaustiveForUnions: true }],
    'unicorn/filename-case': ['error', { case: 'camelCase' }],
    'unicorn/consistent-function-scoping': 'off',
    'no-shadow': 'off',
    'no-await-in-loop': 'off',
    'require-yield': 'off',
    'typescript/consistent-return': 'off',
    'typescript/no-unsafe-type-assertion': 'off',
    'typescript/no-unnecessary-type-parameters': 'off',
  },
  overrides: [
    wall(['functions/**/*.ts'], [outside, clients]),
    wall(
      ['functions/front/**/*.ts'],
      [
        outside,
        engine,
        never('a door does not import another door', './*'),
        never(
          'the front holds no workflow, Graph, Exchange or vault code, not even its types',
          '**/orchestrations/**',
          '**/microsoft365/**',
          '**/vault/**',
        ),
      ],
    ),
    wall(
      ['functions/back/**/*.ts'],
      [outside, clients, never('a door does not import another door', './*', '../front/**')],
    ),
    wall(['functions/*.main.ts'], [outside], { 'node/no-process-env': 'off', 'unicorn/filename-case': 'off' }),
    wall(
      ['orchestrations/*.ts'],
      [
        {
          ...only(
            'a workflow knows the engine, activities and outcomes by value; decisions are made in activities',
            './*',
            './activities/*',
            '../shared/outcome.ts',
          ),
          allowTypeImports: true,
        },
        never(
          'a workflow touches nothing of the world, not even its types',
          'node:*',
          ...clientFolders,
          '**/functions/**',
        ),
      ],
      {
        'no-restricted-globals': ['error', 'Date', ...world],
        'no-restricted-properties': ['error', { object: 'Math', property: 'random' }],
      },
    ),
    wall(
      ['orchestrations/durable.ts'],
      [
        only(
          'durable.ts knows the engine library, outcomes and activities',
          'durable-functions',
          './activity.ts',
          '../shared/outcome.ts',
        ),
      ],
    ),
    wall(
      ['orchestrations/activities/**/*.ts'],
      [
        outside,
        engine,
        clients,
        never('activities do not know each other or workflows', './*', '../*', '!../activity.ts'),
      ],
      { 'no-restricted-properties': noClock },
    ),
    wall(['shared/*.ts'], [outside, engine, upwards, clients]),
    wall(
      ['shared/room/*.ts'],
      [only('the domain is pure: itself, zod and tables of names', ...namesAlone, './**')],
      pure,
    ),
    wall(
      ['shared/room/settings/*.ts'],
      [only('the domain is pure: itself, zod and tables of names', ...namesAlone, './*', '../*.ts')],
      pure,
    ),
    ...['microsoft365', 'tickets', 'store', 'vault'].map((room) =>
      wall(
        [`shared/${room}/**/*.ts`],
        [
          outside,
          engine,
          upwards,
          never('clients do not know each other', ...clientFolders.filter((folder) => !folder.includes(room))),
        ],
        { 'no-restricted-properties': noClock },
      ),
    ),
    wall(
      ['infra/**/*.ts'],
      [
        outside,
        engine,
        never(
          'what an administrator runs knows clients and the domain, no workflow and no door',
          '**/orchestrations/**',
          '**/functions/**',
        ),
      ],
    ),
    {
      files: ['infra/checkParameters.ts', 'infra/release.ts', 'infra/*/main.ts'],
      rules: { 'no-console': 'off', 'node/no-process-env': 'off' },
    },
    wall(['shared/http/**/*.ts'], [outside, engine, upwards, never('http stands below the clients', ...clientFolders)]),
    wall(
      ['web/**/*.{ts,tsx}'],
      [
        never(
          'pages know the domain only',
          '**/functions/**',
          '**/orchestrations/**',
          '**/local/**',
          '**/test/**',
          '**/shared/**',
          '!**/shared/room/**',
        ),
        never(
          'all icons together are larger than the pages; name the one',
          '@fluentui/react-icons',
          '!@fluentui/react-icons/svg/*',
        ),
      ],
    ),
    {
      files: ['web/**/*.tsx'],
      plugins: pagePlugins,
      rules: {
        'unicorn/filename-case': ['error', { cases: { camelCase: true, pascalCase: true } }],
        'react/react-in-jsx-scope': 'off',
        // Only code that runs through the React compiler is concerned.
        'react/incompatible-library': 'off',
      },
    },
    {
      files: ['web/src/parts/table/*.tsx'],
      plugins: pagePlugins,
      rules: {
        // Shown as blocks, the elements of a table lose their meaning in browsers; the roles give it back.
        'jsx-a11y/no-redundant-roles': 'off',
        'jsx-a11y/no-interactive-element-to-noninteractive-role': 'off',
        // Keys that are pressed on the controls in it.
        'jsx-a11y/no-noninteractive-element-interactions': 'off',
      },
    },
    wall(
      ['local/**/*.{ts,mjs}', 'bench/**/*.ts'],
      [
        never(
          'a double that shares code with the product hides the mistakes of the product',
          '**/functions/**',
          '**/orchestrations/**',
          '**/shared/**',
          '**/web/**',
        ),
      ],
      { 'no-console': 'off', 'node/no-process-env': 'off' },
    ),
    wall(
      ['test/unit/**/*.ts', 'test/workflow/**/*.ts'],
      [never('fast tests do not know the local stack', '**/local/**')],
    ),
    wall(
      ['test/contract/**/*.ts'],
      [never('a contract test meets a client with its simulator', '**/functions/**', '**/orchestrations/**')],
    ),
    wall(
      ['test/system/**/*.ts', 'test/chaos/**/*.ts', 'test/browser/**/*.ts'],
      [never('these look from outside', '**/functions/**', '**/orchestrations/**', '**/shared/**')],
    ),
    { files: ['bench/**/*.ts', 'docs/**/*.ts'], rules: { 'no-console': 'off' } },
    {
      files: ['test/**/*.ts'],
      rules: {
        'node/no-process-env': 'off',
        'no-console': 'off',
        'vitest/valid-expect': ['error', { maxArgs: 2 }],
        // Does not know `test.concurrent` under another name.
        'vitest/no-standalone-expect': 'off',
        'max-lines-per-function': 'off',
        'max-lines': ['error', { max: 400 }],
      },
    },
    { files: ['*.config.ts'], rules: { 'import/no-default-export': 'off', 'unicorn/filename-case': 'off' } },
  ],
}

export default config
