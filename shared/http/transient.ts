/** The other side is busy or away, and waiting longer here would be a sleep in an activity: ask again later. */
export class Transient extends Error {
  override readonly name = 'Transient'
  /** What the other side asked for, if it did. */
  readonly seconds: number | undefined
  /** A job on the worker is on its way: patience with it is of another kind than with a service that is away. */
  readonly isWorker: boolean

  constructor(what: string, seconds?: number, cause?: unknown, isWorker = false) {
    super(what, { cause })
    this.seconds = seconds
    this.isWorker = isWorker
  }
}

/** Statuses that pass by themselves. */
export const busyStatuses = [408, 429, 502, 503, 504]

/** Errors of the Azure libraries (tables, vault, identity, bus) that pass by themselves; anything else is none of these. */
export function toTransient(error: unknown): Transient | undefined {
  if (error instanceof Transient) return error
  if (!(error instanceof Error)) return undefined
  const { statusCode } = error as { statusCode?: number }
  const isBusy = statusCode !== undefined && (busyStatuses.includes(statusCode) || statusCode >= 500)
  const isUnreachable =
    statusCode === undefined &&
    /^(RestError|CredentialUnavailableError|AuthenticationError|AggregateAuthenticationError|ServiceBusError)$/.test(
      error.name,
    )
  return isBusy || isUnreachable
    ? new Transient(`${error.name} ${statusCode ?? 'without an answer'}`, undefined, error)
    : undefined
}
