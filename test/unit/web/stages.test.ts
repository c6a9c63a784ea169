import { describe, expect, it } from 'vitest'
import { steps } from '../../../shared/room/steps.ts'
import { queuedView, type RequestView } from '../../../shared/room/view.ts'
import { toStages } from '../../../web/src/pages/request/stages.ts'

type Step = RequestView['steps'][number]

const view = (state: RequestView['state'], states: Partial<Record<string, Step['state']>>): RequestView => ({
  ...queuedView('r'),
  state,
  steps: steps.map(({ id, title }) => ({ id, title, state: states[id] ?? 'not needed' })),
})
const stagesOf = (...given: Parameters<typeof view>) =>
  Object.fromEntries(toStages(view(...given)).map(({ title, state }) => [title, state]))

describe('the stages of a request', () => {
  it('follow the workflow, and hold every step once, in its order', () => {
    const stages = toStages(view('running', {}))

    expect(stages.slice(0, 5).map(({ title }) => title)).toEqual([
      'Which room? Does it exist?',
      'Auto-accept',
      'Password never expires',
      'Enable for Skype?',
      'Enable for Teams?',
    ])
    expect(stages.flatMap((stage) => stage.steps.map(({ id }) => id))).toEqual(steps.map(({ id }) => id))
  })

  it('put a step that they do not know into the stage before it', () => {
    const known = view('running', {})
    const added = { id: 'paintTheWall', title: 'Paint the wall', state: 'done' as const }

    const [first] = toStages({ ...known, steps: [...known.steps.slice(0, 2), added, ...known.steps.slice(2)] })

    expect(first?.steps.map(({ id }) => id)).toContain('paintTheWall')
  })

  it('are as far as their steps: waiting counts more than done, and one half done is under way', () => {
    const stages = stagesOf('running', {
      identifyAndPlan: 'done',
      ensureMailbox: 'done',
      awaitRoom: 'waiting',
      ensureCalendar: 'done',
      ensurePlace: 'pending',
      ensureAccount: 'done',
    })

    expect(stages).toMatchObject({
      'Which room? Does it exist?': 'waiting',
      'Auto-accept': 'running',
      'Password never expires': 'done',
      'Enable for Skype?': 'not needed',
    })
  })

  it('of a request that broke off: what was under way stopped, what would have come was not reached', () => {
    const stages = stagesOf('needs a person', {
      identifyAndPlan: 'done',
      ensureMailbox: 'waiting',
      ensureCalendar: 'done',
    })

    expect(stages).toMatchObject({
      'Which room? Does it exist?': 'stopped',
      'Auto-accept': 'done',
      'Enable for Teams?': 'not reached',
    })
  })

  it('of a room that is ready: what did not run was not needed', () => {
    expect(stagesOf('ready', { identifyAndPlan: 'done' })).toMatchObject({ 'Enable for Skype?': 'not needed' })
  })
})
