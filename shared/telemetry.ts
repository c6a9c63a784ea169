/** Structured, single-line log. Values are JSON, so no value can start a new line; text is cut so that no value can flood the log. */
export interface Log {
  info(event: string, facts?: LogFacts): void
  warn(event: string, facts?: LogFacts): void
  error(event: string, facts?: LogFacts): void
}

/** Room names and ids only: no personal data, no secret, no body of a message. */
export type LogFacts = Record<string, string | number | boolean | undefined>

const longest = 1_000

/** @param write takes one line without its line end */
export function makeLog(write: (line: string) => void): Log {
  const line = (level: string, event: string, facts: LogFacts = {}) =>
    write(
      JSON.stringify({ level, event, ...facts }, (_, value: unknown) =>
        typeof value === 'string' ? value.slice(0, longest) : value,
      ),
    )
  return {
    info: (event, facts) => line('info', event, facts),
    warn: (event, facts) => line('warn', event, facts),
    error: (event, facts) => line('error', event, facts),
  }
}
