import { format } from 'node:util'

export type Level = 'trace' | 'debug' | 'information' | 'warning' | 'error' | 'critical'

/** One line for each call, whatever the message holds. */
export type Log = (level: Level, source: string, message: string) => void

const oneLine = (text: string): string => text.replaceAll('\r', '').replaceAll('\n', String.raw`\n`)

export const log: Log = (level, source, message) =>
  void process.stdout.write(`${new Date().toISOString()} ${level} ${source}: ${oneLine(message)}\n`)

/** Sends the app's own `console` calls through the same lines; the app shares this process. */
export function captureConsole(): void {
  const levels = { debug: 'debug', log: 'information', info: 'information', warn: 'warning', error: 'error' } as const
  for (const method of Object.keys(levels) as (keyof typeof levels)[])
    console[method] = (...values: unknown[]) => log(levels[method], 'console', format(...values))
}
