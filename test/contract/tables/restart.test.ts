import { fork } from 'node:child_process'
import type { ChildProcess } from 'node:child_process'
import { once } from 'node:events'
import { statSync } from 'node:fs'
import { join } from 'node:path'
import { TableClient } from '@azure/data-tables'
import { expect, onTestFinished, test } from 'vitest'
import { aClient, aFile, aService, emulatorConnection, eventually, keysOf, put, refusalOf } from './kit.ts'

const program = join(import.meta.dirname, '../../../local/tables/main.ts')

/** The tables as a process of their own, as they are started by hand. */
async function aProcess(file: string, port = 0) {
  const child = fork(program, ['--port', `${port}`, '--file', file], { silent: true })
  onTestFinished(() => void child.kill('SIGKILL'))
  let output = ''
  child.stdout?.on('data', (data: Buffer) => void (output += String(data)))
  child.stderr?.on('data', (data: Buffer) => void (output += String(data)))
  let hasEnded = false
  child.once('close', () => void (hasEnded = true))
  const readyLine = /^ready http:\/\/127\.0\.0\.1:(\d+)\n$/
  await eventually(() => hasEnded || readyLine.test(output), 'the tables are ready')
  return { child, output, port: Number(readyLine.exec(output)?.[1]) }
}

async function kill(child: ChildProcess): Promise<void> {
  child.kill('SIGKILL')
  await once(child, 'exit')
}

test('what was acknowledged survives kill −9, and nothing is torn', async () => {
  const file = aFile()
  const { child, port } = await aProcess(file)
  const table = aClient(emulatorConnection(port))
  await table.createTable()
  const acknowledged = new Map<string, number>()
  const write = async (rowKey: string) => {
    for (let version = 1; ; version++) {
      const json = `${version}`.padStart(8, ' ').repeat(1000)
      await table.upsertEntity({ partitionKey: 'p', rowKey, version, json }, 'Replace')
      acknowledged.set(rowKey, version)
    }
  }
  const writers = ['a', 'b', 'c', 'd'].map(write)
  void Promise.allSettled(writers)

  await eventually(() => [...acknowledged.values()].reduce((sum, version) => sum + version, 0) > 200, '200 writes')
  await kill(child)
  await Promise.allSettled(writers)
  const survivor = aClient(emulatorConnection((await aProcess(file)).port))

  for (const [rowKey, version] of acknowledged) {
    const found = await survivor.getEntity<{ version: number; json: string }>('p', rowKey)
    expect([version, version + 1]).toContain(found.version)
    expect(found.json).toBe(`${found.version}`.padStart(8, ' ').repeat(1000))
  }
})

test('inserts, deletes and ETags that were acknowledged survive kill −9', async () => {
  const file = aFile()
  const before = await aProcess(file)
  const old = aClient(emulatorConnection(before.port))
  await old.createTable()
  await put(old, ['p', 'deleted'])
  await old.deleteEntity('p', 'deleted')
  const { etag = '' } = await old.createEntity({ partitionKey: 'p', rowKey: 'kept' })

  await kill(before.child)
  const table = aClient(emulatorConnection((await aProcess(file)).port))
  await table.updateEntity({ partitionKey: 'p', rowKey: 'kept', json: 'new' }, 'Replace', { etag })

  const again = table.updateEntity({ partitionKey: 'p', rowKey: 'kept', json: 'late' }, 'Replace', { etag })
  expect(await refusalOf(again)).toMatchObject({ status: 412 })
  expect(await keysOf(table)).toEqual(['p|kept'])
  expect(await table.getEntity('p', 'kept')).toMatchObject({ json: 'new' })
})

test('a client that was open at a kill goes on by itself', async () => {
  const file = aFile()
  const { child, port } = await aProcess(file)
  const table = TableClient.fromConnectionString(emulatorConnection(port), 'rows', {
    allowInsecureConnection: true,
    retryOptions: { retryDelayInMs: 50, maxRetries: 10 },
  })
  await table.createTable()

  await kill(child)
  const written = put(table, ['p', 'r'])
  await aProcess(file, port)
  await written

  expect(await keysOf(table)).toEqual(['p|r'])
})

test('the entities can be read by their owner alone', async () => {
  const file = aFile()
  await aProcess(file)

  for (const path of [file, `${file}-wal`]) expect(statSync(path).mode & 0o777).toBe(0o600)
})

test.each(['SIGTERM', 'SIGINT'] as const)('the tables end cleanly on %s, with a client connected', async (signal) => {
  const { child, port } = await aProcess(aFile())
  await aClient(emulatorConnection(port)).createTable()

  child.kill(signal)

  expect(await once(child, 'exit')).toEqual([0, null])
})

test('stopping twice at once is stopping once, and gives the port back', async () => {
  const service = await aService()
  const { port } = service

  await Promise.all([service.stop(), service.stop()])

  await expect(aService({ port })).resolves.toMatchObject({ port })
})

test('the tables end when their parent lets go of them', async () => {
  const { child } = await aProcess(aFile())

  child.disconnect()

  expect(await once(child, 'exit')).toEqual([0, null])
})

test('the tables say what is wrong with their port and do not start', async () => {
  const { port } = await aProcess(aFile())

  const second = await aProcess(aFile(), port)

  expect(second.child.exitCode).toBe(1)
  expect(second.output).toContain(`port ${port} is in use`)
  await expect(aService({ port })).rejects.toThrow(`port ${port} is in use`)
})
