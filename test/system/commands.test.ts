import { execFile } from 'node:child_process'
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { promisify } from 'node:util'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { aRoom, observe, type Observer } from '../kit/observe.ts'
import { startStack, type TestStack } from '../kit/stack.ts'

let stack: TestStack
let see: Observer
let folder: string
beforeAll(async () => {
  folder = mkdtempSync(join(tmpdir(), 'roomwright-files-'))
  stack = await startStack()
  see = observe(stack)
})
afterAll(async () => {
  await stack.stop()
  rmSync(folder, { recursive: true, force: true })
})

const run = (file: string, ...args: string[]): Promise<{ code: number; output: string }> =>
  promisify(execFile)(process.execPath, [file, ...args], { timeout: 60_000 }).then(
    ({ stdout, stderr }) => ({ code: 0, output: stdout + stderr }),
    (error: { code: number; stdout: string; stderr: string }) => ({
      code: error.code,
      output: error.stdout + error.stderr,
    }),
  )
const sendTicket = (...args: string[]) => run('local/ticket.ts', ...args, '--home', stack.home)

/** A file with this text; its path. */
function write(text: string): string {
  const file = join(folder, `${Math.random()}.json`)
  writeFileSync(file, text)
  return file
}
const aTicket = (room: object) => ({
  source: 'generic',
  requester: { name: 'Rita Requester', email: 'rita@contoso.onmicrosoft.com' },
  room,
})

test('npm run ticket sends a ticket of one’s own and says that it was accepted', async () => {
  const { code, output } = await sendTicket('docs/examples/newRoom.json')

  expect(code, output).toBe(0)
  const ticket = /Ticket (\S+) was opened/.exec(output)?.[1] ?? ''
  expect(output).toContain('It was accepted.')
  expect((await see.answered(ticket)).state).toBe('resolved')
})

test('npm run ticket says why a ticket was refused', async () => {
  const { code, output } = await sendTicket(write(JSON.stringify(aTicket(aRoom('refused', { usageLocation: 'XX' })))))

  expect(code).toBe(1)
  expect(output).toMatch(/It was refused: .*\n- data\.room\.usageLocation: is not a known country code/)
})

test('a byte order mark does no harm', async () => {
  const { code, output } = await sendTicket(write(`\uFEFF${JSON.stringify(aTicket(aRoom('bom')))}`))

  expect(code, output).toBe(0)
})

test.each([
  ['no file', [], /^Name the file of the ticket/],
  ['two files', ['a.json', 'b.json'], /^Name one file, not 2/],
  ['a file that is missing', ['none.json'], /^none\.json: there is no such file\n$/],
  ['a folder', ['docs'], /^docs: is a folder/],
  ['a file that is no JSON', ['README.md'], /^README\.md: is not JSON/],
  ['the body of an API call', ['docs/examples/request.json'], /is a room alone, as the API takes it/],
  ['something else', ['package.json'], /^The service desk does not take it:\n[^{]*source/],
  ['an unknown flag', ['--colour'], /^Unknown option '--colour'/],
])('npm run ticket with %s says what is wrong', async (_, args, words) => {
  const { code, output } = await sendTicket(...args)

  expect(code).toBe(1)
  expect(output).toMatch(words)
})

test('npm run ticket says that nothing runs, before a first start and after the last', async () => {
  const stopped = await startStack()
  const { home } = stopped
  const words = /^Nothing runs here; start it with "npm start"/

  const never = await run('local/ticket.ts', 'docs/examples/newRoom.json', '--home', folder)
  await stopped.kill()
  const after = await run('local/ticket.ts', 'docs/examples/newRoom.json', '--home', home)
  await stopped.stop()

  expect([never.code, after.code]).toEqual([1, 1])
  expect(never.output).toMatch(words)
  expect(after.output).toMatch(words)
})
