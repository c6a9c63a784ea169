import { execFile, execFileSync, spawn } from 'node:child_process'
import { existsSync, mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { createServer, type AddressInfo } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { promisify } from 'node:util'
import { afterEach, beforeEach, expect, test } from 'vitest'
import { tableOf } from '../../local/start/show.ts'
import { findPorts, waitFor } from '../kit/stack.ts'

let home: string
beforeEach(() => {
  home = mkdtempSync(join(tmpdir(), 'roomwright-'))
})
afterEach(() => rmSync(home, { recursive: true, force: true }))

interface Ended {
  code: number
  output: string
}

const run = (file: string, args: string[], node = process.execPath): Promise<Ended> =>
  promisify(execFile)(node, [file, ...args], { timeout: 100_000 }).then(
    ({ stdout, stderr }) => ({ code: 0, output: stdout + stderr }),
    (error: { code: number; stdout: string; stderr: string }) => ({
      code: error.code,
      output: error.stdout + error.stderr,
    }),
  )
const start = (...args: string[]) => run('local/start.ts', args)
const aPort = async () => String(await findPorts())

test('one command takes three tickets from sent to answered, shows the steps and a table, and ends with 0', async () => {
  const { code, output } = await start('--home', home, '--port', await aPort(), '--exit')

  expect(output).toContain('All parts are up')
  expect(output).toMatch(/REQ-1001 +✓ Identify the room/)
  expect(output).toMatch(/waiting for the licence to become active/)
  expect(output).toMatch(/confrm2@contoso\.onmicrosoft\.com[^\n]*ready/)
  expect(output).toMatch(/confrm1@contoso\.onmicrosoft\.com[^\n]*ready/)
  expect(output).toMatch(/needs a person/)
  expect(looksAfterCreation()).toContain(404)
  expect(code, output).toBe(0)
})

/** What the looks at the new mailbox were answered after it was made: not visible at first. */
function looksAfterCreation(): number[] {
  const lines = readFileSync(join(home, 'tenant', 'journal.jsonl'), 'utf8')
    .trim()
    .split('\n')
  const calls = lines.map((line) => JSON.parse(line) as { cmdlet?: string; status: number })
  const created = calls.findIndex(({ cmdlet }) => cmdlet === 'New-Mailbox')
  return calls.slice(created).flatMap(({ cmdlet, status }) => (cmdlet === 'Get-Mailbox' ? [status] : []))
}

test('a second start goes on where the first one stopped and sends nothing again', async () => {
  const port = await aPort()
  await start('--home', home, '--port', port, '--exit')

  const { code, output } = await start('--home', home, '--port', port, '--exit')

  expect(code, output).toBe(0)
  expect(output).not.toContain('REQ-1003')
})

test('an outcome other than the expected one ends with 1', async () => {
  const faults = join(home, 'faults.json')
  writeFileSync(
    faults,
    JSON.stringify([{ id: 'refused', match: { cmdlet: 'New-Mailbox' }, do: { kind: 'status', status: 403 } }]),
  )

  const { code, output } = await start(
    '--home',
    join(home, 'stack'),
    '--port',
    await aPort(),
    '--exit',
    '--faults',
    faults,
  )

  expect(output).toContain('ended "needs a person" instead of "ready"')
  expect(code).toBe(1)
})

test('a busy port is one clear line that names --port, and nothing is made', async () => {
  const server = createServer().listen(0, '127.0.0.1')
  await new Promise((resolve) => server.once('listening', resolve))
  const { port } = server.address() as AddressInfo

  const { code, output } = await start('--home', home, '--port', String(port), '--exit')

  server.close()
  expect(code).toBe(1)
  expect(output).toMatch(new RegExp(`^port ${port} is in use.*--port N\n$`))
  expect(readdirSync(home)).toEqual([])
})

test.each([
  ['a folder that cannot be made', ['--home', '/dev/null/stack'], /^The folder .* cannot be written/],
  ['a folder where no folder can be', ['--home', '/proc/stack'], /^The folder .* cannot be written/],
  ['an unknown flag', ['--colour'], /^Unknown option '--colour'.\n"npm start -- --help" lists all flags.\n$/],
  ['a port that is none', ['--port', 'x'], /^--port must be a whole number/],
  ['a file of faults that is none', ['--faults', 'no.json'], /^no.json: there is no such file\n$/],
  ['a file of something else', ['--faults', 'package.json'], /^package.json: is no list of faults .*running.md/],
  ['settings that are none', ['--settings', 'package.json'], /^package.json: is no object of settings such as/],
])('%s is said clearly', async (_, flags, words) => {
  const { code, output } = await start('--home', home, '--port', await aPort(), ...flags)

  expect(code).toBe(1)
  expect(output).toMatch(words)
  expect(output.split('\n').length).toBeLessThan(4)
})

test('--fresh touches no folder that a start has not made', async () => {
  mkdirSync(join(home, 'desk'))
  writeFileSync(join(home, 'desk', 'thesis.txt'), 'x')
  writeFileSync(join(home, 'secrets.json'), '{"mine": true}')

  const { code, output } = await start('--home', home, '--port', await aPort(), '--fresh', '--exit')

  expect(code).toBe(1)
  expect(output).toMatch(/^--fresh removes only what a start has made.*\n$/)
  expect(readdirSync(home).toSorted()).toEqual(['desk', 'secrets.json'])
})

test('--fresh removes what a start has made, and leaves what lies beside it', async () => {
  const flags = ['--home', home, '--samples', 'none', '--exit']
  await start(...flags, '--port', await aPort())
  const secrets = readFileSync(join(home, 'secrets.json'), 'utf8')
  for (const name of ['logs/notes.log', 'desk/thesis.txt']) writeFileSync(join(home, name), 'x')

  const { code, output } = await start(...flags, '--port', await aPort(), '--fresh')

  expect(code, output).toBe(0)
  expect(output).not.toContain('Outcome')
  expect(readFileSync(join(home, 'secrets.json'), 'utf8')).not.toBe(secrets)
  expect([existsSync(join(home, 'logs/notes.log')), existsSync(join(home, 'desk/thesis.txt'))]).toEqual([true, true])
})

test('a terminal without room for the table gets a block a ticket', () => {
  const outcome = {
    ticket: 'RITM0010001',
    title: '',
    expected: 'ready',
    end: 'ready',
    account: 'confrm1@contoso.onmicrosoft.com',
    told: 'The room "Conference Room 1" (OSL) is ready for Microsoft Teams Rooms.',
  } as const

  expect(tableOf([outcome], 120)).toContain('┌')
  expect(tableOf([outcome], 60)).toBe(
    `RITM0010001: ready
  confrm1@contoso.onmicrosoft.com
  The room "Conference Room 1" (OSL) is ready for Microsoft
  Teams Rooms.`,
  )
})

test('npm run host says how it is used', async () => {
  const { code, output } = await run('local/host/main.ts', ['--help'])

  expect(code).toBe(0)
  expect(output).toMatch(/^usage: npm run host -- --app DIR --port N --home DIR/)
})

/** A Node that is too old, if this machine has one. */
const findOldNode = (): string | undefined =>
  ['/usr/local/bin/node', '/usr/bin/node'].find(
    (path) =>
      existsSync(path) &&
      Number(execFileSync(path, ['-p', 'process.versions.node.split(".")[0]'], { encoding: 'utf8' })) < 24,
  )

test.skipIf(findOldNode() === undefined)('an old Node is one clear line that says what to do', async () => {
  const { code, output } = await run('local/checkNode.mjs', [], findOldNode())

  expect(code).toBe(1)
  expect(output).toMatch(/^Node 24 is needed/)
})

test('Ctrl-C, which reaches every process of the terminal, ends all of them cleanly', async () => {
  const args = ['local/start.ts', '--home', home, '--port', await aPort(), '--samples', 'none']
  const child = spawn(process.execPath, args, { detached: true, stdio: ['ignore', 'pipe', 'inherit'] })
  let output = ''
  child.stdout.on('data', (data: Buffer) => (output += data.toString()))
  await waitFor('the stack to be up', () => Promise.resolve(output.includes('Ctrl-C stops')))
  const ended = new Promise<number | null>((resolve) => child.once('close', resolve))

  process.kill(-(child.pid ?? 0), 'SIGINT')
  const code = await ended

  expect(code).toBe(0)
  expect(output).toContain('Stopped. The next start goes on from here.')
})
