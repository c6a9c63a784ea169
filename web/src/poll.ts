import { ApiProblem } from './api.ts'
import { say } from './dom.ts'

const pauseMs = { first: 1_000, longest: 30_000 }
const nudges = new EventTarget()

/** Has the page look at once instead of after its pause. */
export const lookNow = (): void => void nudges.dispatchEvent(new Event('look'))

/**
 * Reads again and again until the page is left. `take` shows what was read and says how long to pause.
 * A connection that is lost is said and tried again with growing pauses; a refusal ends it.
 */
export async function poll<T>(left: AbortSignal, read: () => Promise<T>, take: (value: T) => number): Promise<void> {
  let losses = 0
  while (!left.aborted) {
    const answer = await tryOnce(read)
    if (left.aborted) return
    losses = answer ? 0 : losses + 1
    say(document.getElementById('connection'), answer ? '' : 'Connection lost, trying again')
    const pause = answer ? take(answer.value) : Math.min(pauseMs.first * 2 ** (losses - 1), pauseMs.longest)
    await rest(pause, left)
  }
}

async function tryOnce<T>(read: () => Promise<T>): Promise<{ value: T } | undefined> {
  try {
    return { value: await read() }
  } catch (error) {
    if (error instanceof ApiProblem && error.isTemporary) return undefined
    throw error
  }
}

async function rest(ms: number, left: AbortSignal): Promise<void> {
  const awake = new AbortController()
  await new Promise<void>((resolve) => {
    const wake = (): void => resolve()
    const timer = setTimeout(wake, ms)
    const { signal } = awake
    signal.addEventListener('abort', () => clearTimeout(timer))
    nudges.addEventListener('look', wake, { signal })
    addEventListener('online', wake, { signal })
    left.addEventListener('abort', wake, { signal })
  })
  awake.abort()
}
