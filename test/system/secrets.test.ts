import { readdirSync, readFileSync, statSync } from 'node:fs'
import { join } from 'node:path'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { aRoom, observe, type Observer } from '../kit/observe.ts'
import { handOver, scripts } from '../kit/reveal.ts'
import { startStack, type TestStack } from '../kit/stack.ts'

let stack: TestStack
let see: Observer
beforeAll(async () => {
  stack = await startStack()
  see = observe(stack)
})
afterAll(() => stack.stop())

function listFiles(folder: string): string[] {
  return readdirSync(folder, { recursive: true, withFileTypes: true }).flatMap((entry) =>
    entry.isFile() ? [join(entry.parentPath, entry.name)] : [],
  )
}

test('the password of a room is in the vault and nowhere else, also after it was handed over: not in journal, tables, queue, histories, logs or tickets', async () => {
  const ticket = await see.openTicket(aRoom('strongroom', { installer: scripts }))
  await see.answered(ticket)
  const { password, sealed } = await handOver(see).reveal((await see.request(ticket)).id)
  await see.told(ticket, 'were shown to')

  const holders = listFiles(stack.home).filter((file) => readFileSync(file).includes(password))

  const { matches } = await see.tenant<{ matches: boolean }>(
    '/accounts/strongroom@contoso.onmicrosoft.com/check-password',
    'POST',
    { password },
  )
  expect(password.length).toBeGreaterThanOrEqual(20)
  expect(matches).toBe(true)
  expect(holders.length).toBeGreaterThan(0)
  // The canary itself: what is looked for this way would be found.
  expect(listFiles(stack.home).filter((file) => readFileSync(file).includes(sealed)).length).toBeGreaterThan(0)
  expect(holders.filter((file) => !file.startsWith(join(stack.home, 'vault')))).toEqual([])
  expect(JSON.stringify(await see.ticket(ticket))).not.toContain(password)
})

test('signing secrets, keys and tokens are in no log, journal, table, queue or history', () => {
  const { idKey, signing, desk } = stack.secrets
  const secrets = [idKey, signing.generic, signing.servicenow, desk.generic, desk.servicenow]
  // Every signed token begins so; what is sealed for an installer says ECDH here, and is no secret without his key.
  const token = /eyJhbGciOi(?!JFQ0RI)/
  const looked = listFiles(stack.home).filter(
    (file) => /logs|tenant|tables|bus|engine/.test(file.slice(stack.home.length)) && !file.endsWith('secrets.json'),
  )

  const leaks = looked.filter((file) => {
    const text = readFileSync(file, 'latin1')
    return token.test(text) || secrets.some((secret) => text.includes(secret))
  })

  expect(looked.length).toBeGreaterThan(5)
  expect(leaks).toEqual([])
})

test('what holds secrets is readable by its owner alone', () => {
  const modes = ['secrets.json', 'vault/vault.sqlite', 'issuer/issuer.sqlite'].map((name) =>
    (statSync(join(stack.home, name)).mode & 0o777).toString(8),
  )

  expect(modes).toEqual(['600', '600', '600'])
})
