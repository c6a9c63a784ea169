/** A message of the queue as a door gets it. */
export interface QueueMessage {
  id: string
  body: unknown
}

/** The body for a person to read. */
export const toText = ({ body }: QueueMessage): string =>
  typeof body === 'string' ? body : (JSON.stringify(body) ?? '')
