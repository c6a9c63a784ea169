import { fork, type ChildProcess } from 'node:child_process'
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join, resolve } from 'node:path'
import { createInterface } from 'node:readline'
import { onTestFinished } from 'vitest'

const main = resolve('local/host/main.ts')

export interface HostProcess {
  origin: string
  port: number
  child: ChildProcess
  /** Everything it printed, line by line. */
  lines: string[]
  /** Resolves with the exit code, null after a kill. */
  ended: Promise<number | null>
  kill(signal: NodeJS.Signals): Promise<number | null>
}

export interface HostStart {
  app: string
  home: string
  port?: number
  timerSpeed?: number
  environment?: Record<string, string>
}

/** A new folder that is removed when the test ends. */
export function aFolder(): string {
  const folder = mkdtempSync(join(tmpdir(), 'host-'))
  onTestFinished(() => rmSync(folder, { recursive: true, force: true }))
  return folder
}

/** A running host that is killed when the test ends. */
export async function startHost(start: Omit<HostStart, 'home'> & { home?: string }): Promise<HostProcess> {
  const host = launchHost({ home: aFolder(), ...start })
  onTestFinished(() => void host.kill('SIGKILL'))
  return whenReady(host)
}

/** Forks a host and waits for nothing. */
export function launchHost({ app, home, port = 0, timerSpeed = 1, environment = {} }: HostStart): HostProcess {
  const options = ['--app', app, '--port', String(port), '--home', home, '--timer-speed', String(timerSpeed)]
  const child = fork(main, options, { silent: true, env: { ...process.env, ...environment } })
  const lines: string[] = []
  const read = [child.stdout, child.stderr].map(async (stream) => {
    if (stream) for await (const line of createInterface(stream)) lines.push(line)
  })
  // Not `close`: it never comes once the channel to the child was disconnected.
  const exited = new Promise<number | null>((done) => child.once('exit', done))
  const ended = Promise.all([exited, ...read]).then(([code]) => code)
  const kill = (signal: NodeJS.Signals) => {
    child.kill(signal)
    return ended
  }
  return { origin: '', port: 0, child, lines, ended, kill }
}

/** Rejects with what the host printed when it does not come up. */
export async function whenReady(host: HostProcess): Promise<HostProcess> {
  const ready = waitFor(() => host.lines.find((line) => line.startsWith('ready ')))
  const line = await Promise.race([ready, host.ended.then(() => undefined)])
  if (!line) throw new Error(`the host did not start: ${host.lines.join(' / ')}`)
  const origin = line.split(' ')[1] ?? ''
  return Object.assign(host, { origin, port: Number(new URL(origin).port) })
}

/** Waits until `look` finds something. */
export async function waitFor<T>(look: () => T | undefined | Promise<T | undefined>, seconds = 20): Promise<T> {
  const deadline = Date.now() + seconds * 1000
  for (;;) {
    const found = await look()
    if (found !== undefined && found !== false) return found
    if (Date.now() > deadline) throw new Error(`waited ${seconds} s in vain for ${look.toString()}`)
    await new Promise((next) => setTimeout(next, 5))
  }
}
