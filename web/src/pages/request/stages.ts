import type { RequestView } from '../../../../shared/room/view.ts'
import { hasEnded } from '../../data/requestState.ts'

type Step = RequestView['steps'][number]
/** not reached: the request ended before it came to it. */
export type StepState = Step['state'] | 'not reached'

export type ShownStep = Omit<Step, 'state'> & { state: StepState }

export interface Stage {
  title: string
  steps: ShownStep[]
  state: StepState
}

/** Microsoft's workflow for creating a resource account, in its order: each stage and the step that opens it. */
const openings: [firstStep: string, title: string][] = [
  ['identifyAndPlan', 'Which room? Does it exist?'],
  ['ensureCalendar', 'Auto-accept'],
  ['ensureAccount', 'Password never expires'],
  ['enableSkype', 'Enable for Skype?'],
  ['assignLicence', 'Enable for Teams?'],
  ['verifyRoom', 'Is everything right?'],
  ['bindDevice', 'Hand over'],
  ['undoChanges', 'Take back'],
]
const titles = new Map(openings)

/** The steps of a request as stages; a step that opens none belongs to the stage before it. */
export function toStages(view: RequestView): Stage[] {
  const stages: { title: string; steps: ShownStep[] }[] = []
  for (const step of hasEnded(view) ? settle(view.steps) : view.steps) {
    const title = titles.get(step.id)
    const last = stages.at(-1)
    if (last && title === undefined) last.steps.push(step)
    else stages.push({ title: title ?? 'Steps', steps: [step] })
  }
  return stages.map((stage) => ({ ...stage, state: stateOf(stage.steps) }))
}

const breaks = new Set<StepState>(['refused', 'stopped'])

/** In a request that has ended nothing is under way, and what comes after a break was never come to. */
function settle(steps: Step[]): ShownStep[] {
  const stopped = steps.map((step) =>
    step.state === 'waiting' || step.state === 'running' ? { ...step, state: 'stopped' as const } : step,
  )
  const broken = stopped.findIndex(({ state }) => breaks.has(state))
  return stopped.map((step, place) =>
    broken >= 0 && place > broken && step.state === 'not needed' ? { ...step, state: 'not reached' } : step,
  )
}

/** The state that counts most. */
const weight: StepState[] = ['refused', 'stopped', 'waiting', 'running']

function stateOf(steps: ShownStep[]): StepState {
  const states = new Set(steps.map(({ state }) => state))
  const heavy = weight.find((state) => states.has(state))
  if (heavy) return heavy
  if (states.has('pending')) return states.has('done') ? 'running' : 'pending'
  if (states.has('done')) return 'done'
  return states.has('not reached') ? 'not reached' : 'not needed'
}
