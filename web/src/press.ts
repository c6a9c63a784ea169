import { say, wordsOf } from './dom.ts'
import { lookNow } from './poll.ts'

/** Does what a button is for, one at a time, and looks at the request again. What went wrong is said in `problem`; false then. */
export function makePress(problem: HTMLElement) {
  let isBusy = false
  return async (work: () => Promise<void>): Promise<boolean> => {
    if (isBusy) return false
    isBusy = true
    say(problem, '')
    try {
      await work()
      return true
    } catch (error) {
      const { says, remedy } = wordsOf(error)
      say(problem, `${says} ${remedy}`)
      return false
    } finally {
      isBusy = false
      lookNow()
    }
  }
}
