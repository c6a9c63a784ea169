import { concludeAnswer } from './activities/concludeAnswer.ts'
import { postAnswer } from './activities/postAnswer.ts'
import { workflow, type Run } from './durable.ts'

/** Posts what a request has to say to its ticket, in order. It is a workflow of its own, so that a dead ticketing system never holds up or fails a room. */
export const answerTicket = workflow('answerTicket', function* (run) {
  const verdict = yield* run.verdict(postAll(run))
  if (verdict.kind !== 'done') yield* run.step(concludeAnswer, verdict)
})

function* postAll(run: Run) {
  while (yield* run.step(postAnswer, null));
}
