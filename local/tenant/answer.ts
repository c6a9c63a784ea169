/** What a call gets back; a string body is sent as it is, anything else as JSON. */
export interface Answer {
  status: number
  headers?: Record<string, string>
  body?: unknown
}

/** Thrown before anything was changed: the call ends with this answer. */
export class Refusal extends Error {
  readonly answer: Answer

  constructor(answer: Answer) {
    super(`answered ${answer.status}`)
    this.answer = answer
  }
}
