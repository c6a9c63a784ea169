import { fork } from 'node:child_process'
import { mkdtempSync, rmSync } from 'node:fs'
import { createServer } from 'node:net'
import type { AddressInfo } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { odata, RestError, TableClient } from '@azure/data-tables'
import { afterAll, onTestFinished } from 'vitest'
import { startTables } from '../../../local/tables/startTables.ts'
import type { TablesOptions } from '../../../local/tables/startTables.ts'

/** Ours, and the emulator that it is measured by. */
export const services = ['the local tables', 'Azurite'] as const
export type Service = (typeof services)[number]

/** Refusals come back at once instead of after the client's retries. */
export const loopback = { allowInsecureConnection: true, retryOptions: { maxRetries: 0 } }

export const aClient = (connectionString: string, table = 'rows') =>
  TableClient.fromConnectionString(connectionString, table, loopback)

let tables = 0

/** An empty table for one test. */
export async function aTable(service: Service = 'the local tables'): Promise<TableClient> {
  const table = aClient(await connectionTo(service), `rows${(tables += 1)}`)
  await table.createTable()
  return table
}

export const connectionTo = async (service: Service): Promise<string> =>
  service === 'Azurite' ? (azurite ??= startAzurite()) : (await aService()).connectionString

/** A service of ours that lives as long as the test. */
export async function aService(options: Partial<TablesOptions> = {}) {
  const lines: string[] = []
  const service = await startTables({ port: 0, file: aFile(), log: (line) => lines.push(line), ...options })
  onTestFinished(() => service.stop())
  return { ...service, lines }
}

/** A path in a folder of the test's own, which goes with the test. */
export function aFile(): string {
  const folder = mkdtempSync(join(tmpdir(), 'tables-'))
  onTestFinished(() => rmSync(folder, { recursive: true }))
  return join(folder, 'state', 'tables.sqlite')
}

/** What the client says of a call that was refused. */
export async function refusalOf(call: Promise<unknown>) {
  const error = await call.then(
    () => new Error('the call was not refused'),
    (reason: unknown) => reason,
  )
  if (!(error instanceof RestError)) throw error
  const details = error.details as { odataError?: { code?: string } } | undefined
  return { status: error.statusCode, code: details?.odataError?.code, message: error.message }
}

/** Keys in the order in which they are listed. */
export async function keysOf(table: TableClient, filter?: string): Promise<string[]> {
  const keys: string[] = []
  const queryOptions = filter === undefined ? {} : { filter }
  for await (const { partitionKey, rowKey } of table.listEntities({ queryOptions }))
    keys.push(`${partitionKey}|${rowKey}`)
  return keys
}

export async function put(table: TableClient, ...keys: [partitionKey: string, rowKey: string][]): Promise<void> {
  for (const [partitionKey, rowKey] of keys) await table.upsertEntity({ partitionKey, rowKey }, 'Replace')
}

export const inPartition = (partition: string) => odata`PartitionKey eq ${partition}`

export async function eventually(condition: () => boolean, what: string): Promise<void> {
  const deadline = Date.now() + 10_000
  while (!condition()) {
    if (Date.now() > deadline) throw new Error(`not within 10 s: ${what}`)
    await new Promise((resolve) => setTimeout(resolve, 5))
  }
}

export const emulatorConnection = (port: number) =>
  `DefaultEndpointsProtocol=http;AccountName=devstoreaccount1;AccountKey=Eby8vdM02xNOcqFlqUwJPLlmEtlCDXJ1OUzFT50uSRZ6IFsuFq2UVErCz4I6tq/K1SZFPTOtr/KBHBeksoGMGw==;TableEndpoint=http://127.0.0.1:${port}/devstoreaccount1;`

let azurite: Promise<string> | undefined
const endings: (() => void)[] = []
afterAll(() => endings.forEach((end) => end()))

/** One for all tests of a file, because it takes a second to start. */
async function startAzurite(): Promise<string> {
  const folder = mkdtempSync(join(tmpdir(), 'azurite-'))
  const port = await findFreePort()
  const program = fileURLToPath(import.meta.resolve('azurite/dist/src/table/main.js'))
  const place = ['--tableHost', '127.0.0.1', '--tablePort', `${port}`]
  const manner = ['--silent', '--skipApiVersionCheck', '--disableTelemetry', '--inMemoryPersistence']
  const child = fork(program, [...place, ...manner], { cwd: folder, silent: true })
  endings.push(() => {
    child.kill('SIGKILL')
    rmSync(folder, { recursive: true })
  })
  let output = ''
  child.stdout?.on('data', (data: Buffer) => void (output += String(data)))
  await eventually(() => output.includes('successfully started'), 'Azurite runs')
  return emulatorConnection(port)
}

async function findFreePort(): Promise<number> {
  const server = createServer()
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  const { port } = server.address() as AddressInfo
  await new Promise((resolve) => server.close(resolve))
  return port
}
