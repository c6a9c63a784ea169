import { spawn, type ChildProcess } from 'node:child_process'
import { createHmac, randomUUID } from 'node:crypto'
import { mkdtempSync, readFileSync, rmSync } from 'node:fs'
import { createServer } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { createInterface } from 'node:readline'
import type { Source } from '../../local/desk/sources.ts'
import type { Stack } from '../../local/start/stack.ts'

/** The whole local stack in processes of its own, looked at from outside only. */
export interface TestStack {
  home: string
  /** First of its ports. */
  port: number
  /** Connection string of its tables. */
  tables: string
  stack: Stack
  /** Secrets of the stack, for tests that sign and that search for leaks. */
  secrets: {
    idKey: string
    signing: Record<Source, string>
    desk: Record<Source, string>
  }
  /** Everything it printed so far. */
  output: string[]
  /** kill −9 of every process at once. */
  kill(): Promise<void>
  /** Starts it again on the same ports and files. */
  restart(): Promise<void>
  stop(): Promise<void>
}

const portsNeeded = 8

/** @param flags further flags of `npm start` */
export async function startStack(flags: string[] = []): Promise<TestStack> {
  const home = mkdtempSync(join(tmpdir(), 'roomwright-'))
  const output: string[] = []
  const begun = await launchSomewhere(home, flags, output)
  const { port } = begun
  let { child } = begun
  const read = <T>(name: string): T => JSON.parse(readFileSync(join(home, name), 'utf8')) as T
  return {
    home,
    port,
    tables: tablesAt(port + 3),
    stack: read('stack.json'),
    secrets: read('secrets.json'),
    output,
    kill: () => end(child, 'SIGKILL'),
    async restart() {
      child = await launch(home, port, flags, output)
    },
    async stop() {
      await end(child, 'SIGTERM')
      // KEEP_HOME=1 leaves its files and logs to be read.
      if (!process.env['KEEP_HOME']) rmSync(home, { recursive: true, force: true })
    },
  }
}

/** The account that Microsoft publishes for its storage emulator. */
const tablesAt = (port: number): string =>
  `DefaultEndpointsProtocol=http;AccountName=devstoreaccount1;AccountKey=Eby8vdM02xNOcqFlqUwJPLlmEtlCDXJ1OUzFT50uSRZ6IFsuFq2UVErCz4I6tq/K1SZFPTOtr/KBHBeksoGMGw==;TableEndpoint=http://127.0.0.1:${port}/devstoreaccount1`

/** Another stack may take the ports between the look and the start. */
async function launchSomewhere(home: string, flags: string[], output: string[]) {
  for (let tries = 5; ; tries -= 1) {
    const port = await findPorts()
    try {
      return { port, child: await launch(home, port, flags, output) }
    } catch (error) {
      if (tries === 0 || !String(error).includes('is in use')) throw error
    }
  }
}

/** In a process group of its own, so that one signal reaches all of it. */
async function launch(home: string, port: number, flags: string[], output: string[]): Promise<ChildProcess> {
  const args = [
    'local/start.ts',
    '--home',
    home,
    '--port',
    String(port),
    '--samples',
    'none',
    '--speed',
    '100',
    ...flags,
  ]
  const child = spawn(process.execPath, args, { detached: true, stdio: ['ignore', 'pipe', 'pipe'] })
  await new Promise<void>((resolve, reject) => {
    for (const stream of [child.stdout, child.stderr])
      createInterface({ input: stream }).on('line', (line) => {
        output.push(line)
        if (line.startsWith('All parts are up')) resolve()
      })
    child.once('exit', (code) =>
      reject(new Error(`the stack ended with code ${code}:\n${output.slice(-15).join('\n')}`)),
    )
  })
  return child
}

async function end(child: ChildProcess, signal: 'SIGTERM' | 'SIGKILL'): Promise<void> {
  if (child.exitCode !== null || child.signalCode !== null || child.pid === undefined) return
  const gone = new Promise((resolve) => child.once('close', resolve))
  process.kill(signal === 'SIGKILL' ? -child.pid : child.pid, signal)
  await gone
}

/** Below those that the system gives to connections of its own (32768 and up on Linux). */
const range = { first: 20_000, last: 32_000 }

/** The first of eight ports in a row that are free now. */
export async function findPorts(): Promise<number> {
  for (;;) {
    const first = range.first + Math.floor(Math.random() * (range.last - range.first - portsNeeded))
    const free = await Promise.all(Array.from({ length: portsNeeded }, (_, place) => isFree(first + place)))
    if (free.every(Boolean)) return first
  }
}

const isFree = (port: number): Promise<boolean> =>
  new Promise((resolve) => {
    const server = createServer()
    server.once('error', () => resolve(false))
    server.listen(port, '127.0.0.1', () => server.close(() => resolve(true)))
  })

/** The condition's value as soon as it has one; fails with what was waited for. */
export async function waitFor<T>(what: string, find: () => Promise<T | undefined | false>, seconds = 45): Promise<T> {
  const deadline = Date.now() + seconds * 1_000
  for (;;) {
    const found = await find()
    if (found !== undefined && found !== false) return found
    if (Date.now() > deadline) throw new Error(`waited ${seconds} s in vain for ${what}`)
    await new Promise((resolve) => setTimeout(resolve, 100))
  }
}

/** Signed by Standard Webhooks, made here and not with code of the product or of the desk. */
export function signWebhook(
  secret: string,
  body: string | Buffer,
  { id = randomUUID(), at = new Date() }: { id?: string; at?: Date } = {},
): Record<string, string> {
  const timestamp = String(Math.floor(at.getTime() / 1_000))
  const key = Buffer.from(secret.replace('whsec_', ''), 'base64')
  const signature = createHmac('sha256', key).update(`${id}.${timestamp}.`).update(body).digest('base64')
  return {
    'content-type': 'application/json',
    'webhook-id': id,
    'webhook-timestamp': timestamp,
    'webhook-signature': `v1,${signature}`,
  }
}
