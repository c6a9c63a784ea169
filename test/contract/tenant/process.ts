import { fork } from 'node:child_process'
import type { ChildProcess } from 'node:child_process'
import { once } from 'node:events'
import { onTestFinished } from 'vitest'

export interface Part {
  child: ChildProcess
  url: string
}

/** Starts a part of the local stack as a process of its own and waits for its ready line. */
export async function startProcess(main: string, flags: string[], env: Record<string, string> = {}): Promise<Part> {
  const child = fork(main, flags, { silent: true, env: { ...process.env, ...env } })
  onTestFinished(() => void child.kill('SIGKILL'))
  let output = ''
  for await (const chunk of child.stdout ?? []) {
    output += String(chunk)
    const [, url] = /^ready (\S+)$/m.exec(output) ?? []
    if (url) return { child, url }
  }
  throw new Error(`${main} ended without being ready: ${output}`)
}

export async function kill({ child }: Part): Promise<void> {
  const gone = once(child, 'exit')
  child.kill('SIGKILL')
  await gone
}
