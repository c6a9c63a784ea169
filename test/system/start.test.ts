import { execFile, execFileSync, spawn } from 'node:child_process'
import { existsSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { createServer, type AddressInfo } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { promisify } from 'node:util'
import { afterEach, beforeEach, expect, test } from 'vitest'
import { observe } from '../kit/observe.ts'
import { startStack, waitFor } from '../kit/stack.ts'

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
const aPort = () => 20_000 + Math.floor(Math.random() * 30_000)

test('one command takes three tickets from sent to answered, shows the steps and a table, and ends with 0', async () => {
  const { code, output } = await start('--home', home, '--port', String(aPort()), '--exit')

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
  const port = String(aPort())
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
    String(aPort()),
    '--exit',
    '--faults',
    faults,
  )

  expect(output).toContain('ended "needs a person" instead of "ready"')
  expect(code).toBe(1)
})

test('a busy port is one clear line', async () => {
  const server = createServer().listen(0, '127.0.0.1')
  await new Promise((resolve) => server.once('listening', resolve))
  const { port } = server.address() as AddressInfo

  const { code, output } = await start('--home', home, '--port', String(port), '--exit')

  server.close()
  expect(code).toBe(1)
  expect(output).toMatch(new RegExp(`port ${port} is in use`))
  expect(output).not.toMatch(/\n\s+at /)
})

test.each([
  ['a folder that cannot be made', ['--home', '/dev/null/stack'], /cannot be written/],
  ['an unknown flag', ['--colour'], /npm start -- \[flags\]/],
  ['a port that is none', ['--port', 'x'], /--port must be a whole number/],
])('%s is one clear line', async (_, flags, words) => {
  const { code, output } = await start(...flags)

  expect(code).toBe(1)
  expect(output).toMatch(words)
  expect(output).not.toMatch(/\n\s+at /)
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
  const args = ['local/start.ts', '--home', home, '--port', String(aPort()), '--samples', 'none']
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

test('npm run ticket sends a ticket of one’s own, and says so when nothing runs', async () => {
  const alone = await run('local/ticket.ts', ['docs/examples/newRoom.json', '--home', home])
  const stack = await startStack()
  const see = observe(stack)

  const sent = await run('local/ticket.ts', ['docs/examples/newRoom.json', '--home', stack.home])
  const ticket = /Ticket (\S+) was opened/.exec(sent.output)?.[1] ?? ''
  const { state } = await see.answered(ticket)

  await stack.stop()
  expect(alone.output).toContain('npm start')
  expect(state).toBe('resolved')
})
