import { describe, expect, it } from 'vitest'
import type { Action } from '../../../local/host/engine/answer.ts'
import { isScheduled, type HistoryEvent, type Scheduled } from '../../../local/host/engine/historyEvents.ts'
import { settleTurn, type Turn } from '../../../local/host/engine/settleTurn.ts'
import type { Task } from '../../../local/host/engine/tasks.ts'
import { recordedInvocation, recordedNames } from './recordings.ts'

const names = recordedNames('orchestrator')
const next = (name: string) => name.replace(/\d\d(?=\.json$)/, (turn) => String(Number(turn) + 1).padStart(2, '0'))

describe('a turn schedules what the extension had scheduled when the next turn began', () => {
  it.each(names.filter((name) => names.includes(next(name))))('%s', (name) => {
    const turn = recordedTurn(name)
    const later = recordedHistory(next(name)).slice(turn.history.length)

    const { scheduled, ending } = settleTurn(turn)

    expect(scheduled.map(describeTask)).toEqual(later.filter(isScheduled).map(describeEvent))
    expect(ending).toBe(undefined)
  })
})

function recordedHistory(name: string): HistoryEvent[] {
  return (recordedInvocation('orchestrator', name).hostToWorker.decoded as { history: HistoryEvent[] }).history
}

function recordedTurn(name: string): Turn {
  const { function: orchestrator, workerToHost } = recordedInvocation('orchestrator', name)
  const { actions, ...answer } = workerToHost.decoded as { isDone: boolean; actions: Action[][] }
  return {
    name: orchestrator,
    history: recordedHistory(name),
    answer: { ...answer, actions: actions.flat() },
    counted: undefined,
    isRegistered: (called) => !called.name.startsWith('noSuch'),
  }
}

const describeTask = (task: Task) => ({
  id: task.id,
  what: task.kind === 'timer' ? Date.parse(task.fireAt) : task.name,
})
const describeEvent = (event: Scheduled) => ({
  id: event.EventId,
  what: 'FireAt' in event ? Date.parse(event.FireAt) : event.Name,
})
