import { readFileSync, statSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import { openDocuments } from '../../../local/kit/documents.ts'
import { openJournal } from '../../../local/tenant/journal.ts'
import type { JournalEntry } from '../../../local/tenant/journal.ts'
import { at, fetchToken, makeFolder, makeRoom, readLines, rehearse } from './rehearsal.ts'

test("a line has the address on Microsoft's host, the body, the status, the effect and the uncompressed latency", async () => {
  const { exchange, journal } = await rehearse({ speed: 10_000 })

  await exchange('New-Mailbox', { Name: 'confrm2', Room: true, PrimarySmtpAddress: at('confrm2') })

  const [line] = journal()
  expect(line).toMatchObject({
    method: 'POST',
    url: expect.stringMatching(/^https:\/\/outlook\.office365\.com\/adminapi\/beta\/[\da-f-]{36}\/InvokeCommand$/),
    body: { CmdletInput: { CmdletName: 'New-Mailbox', Parameters: { Name: 'confrm2' } } },
    status: 200,
    effect: true,
    cmdlet: 'New-Mailbox',
  })
  expect(Number(line?.['latencyMs'])).toBeGreaterThanOrEqual(3000)
  expect(new Date(String(line?.['time'])).getTime()).toBeLessThanOrEqual(Date.now())
})

test('no token and no password is in the journal or in the state, wherever it was sent', async () => {
  const canary = 'Canary-7f3a!'
  const rehearsal = await rehearse()
  const { id } = await makeRoom(rehearsal)
  const change = { passwordProfile: { password: canary, forceChangePasswordNextSignIn: false } }

  await rehearsal.graph('PATCH', `/users/${id}`, change)
  await rehearsal.graph('POST', '/$batch', {
    requests: [
      { id: '1', method: 'PATCH', url: `/users/${id}`, headers: { 'content-type': 'application/json' }, body: change },
    ],
  })
  await rehearsal.exchange('New-Mailbox', { Name: 'x', Room: true, Password: canary, RoomMailboxPassword: canary })

  const lines = JSON.stringify(rehearsal.journal())
  const token = await fetchToken(rehearsal.tenant, 'https://graph.microsoft.com')
  expect(lines).not.toContain(canary)
  expect(lines).not.toContain(token.slice(0, 20))
  expect(lines).toContain('"authorization":"***"')
  expect(lines).toContain('"password":"***"')
  for (const suffix of ['', '-wal']) expect(readFileSync(rehearsal.file + suffix).includes(canary)).toBe(false)
})

test('a batch has a line of its own and one for each item, tied by its id', async () => {
  const { graph, journal } = await rehearse()

  await graph('POST', '/$batch', { requests: [{ id: '7', method: 'GET', url: `/users/${at('alice')}` }] })

  const [carrier, item] = journal()
  expect(carrier).toMatchObject({ url: 'https://graph.microsoft.com/v1.0/$batch', status: 200, effect: false })
  expect(carrier).not.toHaveProperty('item')
  expect(item).toMatchObject({
    url: `https://graph.microsoft.com/v1.0/users/${at('alice')}`,
    item: '7',
    batch: carrier?.['batch'],
  })
})

test('a read has no effect, and a refused call is there with its status', async () => {
  const { graph, journal } = await rehearse()

  await graph('GET', '/me')
  await graph('PATCH', `/users/${at('alice')}`, { sofa: 1 })

  expect(journal().map(({ status, effect }) => [status, effect])).toEqual([
    [501, false],
    [400, false],
  ])
})

test('only the owner can read journal and state', async () => {
  const folder = makeFolder()
  const journal = join(folder, 'deep', 'journal.jsonl')
  const { graph, file } = await rehearse({ journal })

  await graph('GET', `/users/${at('alice')}`)

  expect([statSync(journal).mode & 0o777, statSync(file).mode & 0o777]).toEqual([0o600, 0o600])
})

const entry: JournalEntry = {
  call: { surface: 'graph', method: 'PATCH', path: '/v1.0/users/x', headers: {}, body: undefined },
  status: 204,
  effect: true,
  latencyMs: 1,
}

test('the line of an effect whose process died before writing it is written at the next start, once', () => {
  const folder = makeFolder()
  const file = join(folder, 'journal.jsonl')
  const documents = openDocuments(join(folder, 'state.db'))
  openJournal(documents, file).write(entry)

  openJournal(documents, file)
  openJournal(documents, file)

  expect(readLines(file)).toMatchObject([{ status: 204, effect: true }])
  documents.close()
})

test('the line of an effect whose process died just after writing it is not written again', () => {
  const folder = makeFolder()
  const file = join(folder, 'journal.jsonl')
  const documents = openDocuments(join(folder, 'state.db'))
  openJournal(documents, file).write(entry)
  const [owed] = documents.of<{ text: string }>('journalLine').all()
  writeFileSync(file, owed?.text ?? '')

  openJournal(documents, file)

  expect(readLines(file)).toHaveLength(1)
  documents.close()
})
