import { execFile } from 'node:child_process'
import { readdirSync, readFileSync, statSync } from 'node:fs'
import { join } from 'node:path'
import { promisify } from 'node:util'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { aRoom, observe, type Observer } from '../kit/observe.ts'
import { startStack, type TestStack } from '../kit/stack.ts'

let stack: TestStack
let see: Observer
beforeAll(async () => {
  stack = await startStack()
  see = observe(stack)
})
afterAll(() => stack.stop())

const run = promisify(execFile)
const reveal = (request: string) => run(process.execPath, ['local/reveal.ts', request, '--home', stack.home])

function listFiles(folder: string): string[] {
  return readdirSync(folder, { recursive: true, withFileTypes: true }).flatMap((entry) =>
    entry.isFile() ? [join(entry.parentPath, entry.name)] : [],
  )
}

test('the password of a room is in the vault and nowhere else: not in journal, tables, queue, histories, logs or tickets', async () => {
  const ticket = await see.openTicket(aRoom('strongroom'))
  await see.answered(ticket)
  const { stdout } = await reveal((await see.request(ticket)).id)
  const password = /Password +(\S+)/.exec(stdout)?.[1] ?? ''

  const holders = listFiles(stack.home).filter((file) => readFileSync(file).includes(password))

  const { matches } = await see.tenant<{ matches: boolean }>(
    '/accounts/strongroom@contoso.onmicrosoft.com/check-password',
    'POST',
    { password },
  )
  expect(password.length).toBeGreaterThanOrEqual(20)
  expect(matches).toBe(true)
  expect(holders.length).toBeGreaterThan(0)
  expect(holders.filter((file) => !file.startsWith(join(stack.home, 'vault')))).toEqual([])
  expect(JSON.stringify(await see.ticket(ticket))).not.toContain(password)
})

test('signing secrets, keys and tokens are in no log, journal, table, queue or history', () => {
  const { idKey, signing, desk } = stack.secrets
  const secrets = [idKey, signing.generic, signing.servicenow, desk.generic, desk.servicenow, 'eyJhbGciOi']
  const looked = listFiles(stack.home).filter(
    (file) => /logs|tenant|tables|bus|engine/.test(file.slice(stack.home.length)) && !file.endsWith('secrets.json'),
  )

  const leaks = looked.flatMap((file) =>
    secrets.filter((secret) => readFileSync(file).includes(secret)).map(() => file),
  )

  expect(looked.length).toBeGreaterThan(5)
  expect(leaks).toEqual([])
})

test('what holds secrets is readable by its owner alone', () => {
  const modes = ['secrets.json', 'vault/vault.sqlite', 'issuer/issuer.sqlite'].map((name) =>
    (statSync(join(stack.home, name)).mode & 0o777).toString(8),
  )

  expect(modes).toEqual(['600', '600', '600'])
})

test('a request that kept its password reveals nothing and says why', async () => {
  const ticket = await see.openTicket(aRoom('confrm1'))
  await see.answered(ticket)

  const refused = await reveal((await see.request(ticket)).id).catch((error: { stderr: string }) => error.stderr)

  expect(refused).toContain('kept the password that it had')
})
