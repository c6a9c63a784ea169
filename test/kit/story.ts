import { commands } from '../../functions/back/commands.ts'
import { sweeper } from '../../functions/back/sweeper.ts'
import type { Command } from '../../shared/room/command.ts'
import type { RequestRecord } from '../../shared/room/record.ts'
import { liveEngine, type Performing } from './liveEngine.ts'
import { memoryDesk } from './memoryDesk.ts'
import { mortal, type Death } from './mortal.ts'
import { requestId } from './records.ts'
import { aWorld } from './world.ts'

/** More than any story of a test takes; who waits without end is found by it. */
const mostTurns = 2_000

/** The whole back in memory: queue, doors, workflows, activities, tables, tenant and desk; and the sweeper that comes each minute. */
export function aStory(performing?: Performing) {
  const made = aWorld()
  const { desk, comments } = memoryDesk()
  made.world.desks = { generic: desk }
  const live = liveEngine(made.clock, performing)
  const queue: Command[] = []
  made.world.askForLook = async (id) => void queue.push({ kind: 'look', requestId: id })

  /** What happens before each turn of the engine, counted from 1. */
  const events = new Map<number, () => void>()
  let turns = 0
  const work = async ({ world }: ReturnType<typeof mortal>): Promise<'idle'> => {
    for (;;) {
      const [command] = queue
      if (command) {
        await commands(world)({ id: 'm', body: command }, live.engine)
        queue.shift()
      } else {
        if (turns > mostTurns) throw new Error('the story does not come to rest')
        events.get(turns + 1)?.()
        if (queue.length > 0) events.delete(turns + 1)
        else if (await live.advance(world)) turns++
        else return 'idle'
      }
    }
  }
  let known: ReturnType<typeof mortal> | undefined
  /** Begins at the first use, with the world as the test has set it up by then. */
  const process = () => (known ??= mortal(made.world))
  const survives = async (working: Promise<unknown>): Promise<boolean> => {
    if ((await Promise.race([working, process().died])) !== 'died') return true
    known = undefined
    return false
  }
  /** Works until nothing is left to do; who dies is followed by a process that does not. */
  const settle = async (): Promise<void> => {
    while (!(await survives(work(process())))) continue
  }
  const minutes = async (count: number): Promise<void> => {
    for (let minute = 0; minute < count; minute++) {
      made.clock.advance(60)
      await survives(sweeper(process().world)(live.engine))
      await settle()
    }
  }
  const isOver = async (): Promise<boolean> => (await made.requests.listOpen()).length === 0
  return {
    ...made,
    engine: live.engine,
    comments,
    settle,
    minutes,
    /** The time in the story, and some seconds. */
    now: (seconds = 0): string => new Date(made.clock.now().getTime() + seconds * 1_000).toISOString(),
    turns: () => turns,
    /** What the engine has recorded of all runs. */
    histories: () => [...live.instances.values()].map(({ history }) => history),
    tell: (...told: Command[]) => void queue.push(...told),
    /** Something happens before a turn of the engine. */
    at: (turn: number, event: () => void) => void events.set(turn, event),
    find: async (id = requestId): Promise<RequestRecord> => {
      const known = await made.requests.read(id)
      if (!known) throw new Error(`no record ${id}`)
      return known.record
    },
    /** Tells the story until every request is closed; resolves with the calls that the first process made. */
    async run(death?: Death): Promise<number> {
      const first = mortal(made.world, death)
      known = first
      await settle()
      for (let minute = 0; minute < 200 && !(await isOver()); minute++) await minutes(1)
      if (!(await isOver())) throw new Error('the story does not end')
      return first.calls()
    },
  }
}
