import { spawnSync } from 'node:child_process'
import { mkdirSync, readFileSync, rmSync } from 'node:fs'

/** Everything that must be true, in the order in which it is cheap to find out. Ends with the line "N passed, N failed". */
const checks: Record<string, string[]> = {
  format: ['oxfmt', '--check', '.'],
  lint: [
    'oxlint',
    '--type-aware',
    '--deny-warnings',
    'functions',
    'infra',
    'orchestrations',
    'shared',
    'web',
    'local',
    'bench',
    'test',
    'docs',
    'build.ts',
  ],
  types: ['tsc', '-p', '.'],
  'types of the pages': ['tsc', '-p', 'web'],
  'types of the browser tests': ['tsc', '-p', 'test/browser'],
  'dead code': ['knip'],
  'generated documents': ['node', 'docs/generate.ts', '--check'],
  build: ['node', 'build.ts'],
}
const layers = ['unit', 'workflow', 'contract', 'system', 'browser']

interface Result {
  name: string
  passed: number
  failed: number
  skipped: number
  seconds: number
}

const reports = '.tmp/reports'
rmSync(reports, { recursive: true, force: true })
mkdirSync(reports, { recursive: true })

function run(name: string, command: string[], count: (isGood: boolean) => Omit<Result, 'name' | 'seconds'>): Result {
  console.log(`\n— ${name}`)
  const begun = performance.now()
  const [program = '', ...args] = command
  const { status } = spawnSync(program, args, { stdio: 'inherit' })
  return { name, ...count(status === 0), seconds: Math.round((performance.now() - begun) / 100) / 10 }
}

const asOne = (isGood: boolean) => ({ passed: isGood ? 1 : 0, failed: isGood ? 0 : 1, skipped: 0 })

interface Report {
  numPassedTests: number
  numFailedTests: number
  numPendingTests: number
}

/** A layer that fails without a failed test (a file that does not load) still counts. */
function countTests(file: string, isGood: boolean): Omit<Result, 'name' | 'seconds'> {
  try {
    const {
      numPassedTests: passed,
      numFailedTests,
      numPendingTests: skipped,
    } = JSON.parse(readFileSync(file, 'utf8')) as Report
    return { passed, failed: isGood ? numFailedTests : Math.max(1, numFailedTests), skipped }
  } catch {
    return asOne(false)
  }
}

const results = [
  ...Object.entries(checks).map(([name, command]) => run(name, command, asOne)),
  ...layers.map((layer) => {
    const file = `${reports}/${layer}.json`
    return run(
      layer,
      ['vitest', 'run', '--project', layer, '--reporter=dot', '--reporter=json', `--outputFile.json=${file}`],
      (isGood) => countTests(file, isGood),
    )
  }),
]

console.log('\n')
for (const { name, passed, failed, skipped, seconds } of results) {
  const rest = skipped > 0 ? `, ${skipped} skipped` : ''
  console.log(`${name.padEnd(28)} ${String(seconds).padStart(6)} s   ${passed} passed, ${failed} failed${rest}`)
}
const sum = (of: 'passed' | 'failed') => results.reduce((total, result) => total + result[of], 0)
console.log(`\n${sum('passed')} passed, ${sum('failed')} failed`)
process.exitCode = sum('failed') > 0 ? 1 : 0
