/** The bus says no; the client turns the condition into its error code (`ConditionErrorNameMapper` of @azure/core-amqp). */
export class Refusal extends Error {
  readonly condition: string

  constructor(condition: string, description: string) {
    super(description)
    this.condition = condition
  }
}

export const notSupported = (what: string) =>
  new Refusal('amqp:not-implemented', `not supported by the local bus: ${what}`)

export const notAllowed = (description: string) => new Refusal('amqp:not-allowed', description)

/** The client knows an unknown entity by this sentence, not by the condition. */
export const notFound = (entity: string) =>
  new Refusal('amqp:not-found', `The messaging entity '${entity}' could not be found.`)

export const tooLarge = (bytes: number, maxBytes: number) =>
  new Refusal('amqp:link:message-size-exceeded', `The message has ${bytes} bytes, the queue takes ${maxBytes} at most.`)

export const lockLost = () =>
  new Refusal(
    'com.microsoft:message-lock-lost',
    'The lock supplied is invalid. Either the lock expired, or the message has already been removed from the queue.',
  )

/** Whatever is not a refusal is a fault of the bus itself, which the client retries. */
export function toAmqpError(error: unknown): { condition: string; description: string } {
  const condition = error instanceof Refusal ? error.condition : 'amqp:internal-error'
  return { condition, description: error instanceof Error ? error.message : String(error) }
}
