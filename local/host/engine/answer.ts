/** An action of durable-functions, replay schema V4; the library sends all of them since the start in each turn. */
export interface Action {
  actionType: number
  functionName?: string
  input?: unknown
  instanceId?: string
  version?: string
  fireAt?: string
  isCanceled?: boolean
  compoundActions?: Action[]
}

/** What the worker made of one turn. */
export interface Answer {
  isDone: boolean
  /** Undefined when the failure lies outside of user code, so that nobody knows what was asked for. */
  actions: Action[] | undefined
  output?: unknown
  customStatus?: unknown
  error?: string
}

interface Wire extends Omit<Answer, 'actions'> {
  actions: Action[][]
}

const failureMark = '\n\n$OutOfProcData$:'

export const readAnswer = (json: string | undefined): Answer =>
  json
    ? flatten(JSON.parse(json) as Wire)
    : { ...outside, error: 'it returned no state; df.app.orchestration makes one' }

/** A failed orchestrator throws its state behind a mark in the message; anything else is a failure outside of user code. */
export function readFailure(error: Error): Answer {
  const at = error.message.indexOf(failureMark)
  if (at < 0) return { ...outside, error: error.message }
  return flatten(JSON.parse(error.message.slice(at + failureMark.length)) as Wire)
}

const outside = { isDone: false, actions: undefined }

const flatten = (wire: Wire): Answer => ({ ...wire, actions: wire.actions.flat() })
