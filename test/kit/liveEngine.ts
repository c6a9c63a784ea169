import { perform } from '../../functions/runs/perform.ts'
import type { Engine } from '../../functions/runs/engine.ts'
import { activities } from '../../orchestrations/activities.ts'
import type { Call, RunRef } from '../../orchestrations/activity.ts'
import { answerTicket } from '../../orchestrations/answerTicket.ts'
import { provisionRoom } from '../../orchestrations/provisionRoom.ts'
import type { Outcome } from '../../shared/outcome.ts'
import type { World } from '../../shared/world.ts'
import type { TestClock } from './clock.ts'
import { driveWorkflow, type Driven } from './driveWorkflow.ts'

const workflows = { provisionRoom, answerTicket }

/** How often the engine performs what was asked for once: at least once, and now and then twice at the same time. */
export type Performing = 'once' | 'twice at once'

/** The durable engine, with our workflows on the real executor and our activities really performed. It survives the processes that use it. */
export function liveEngine(clock: TestClock, performing: Performing = 'once') {
  const instances = new Map<string, Driven>()
  const isActive = (run: Driven | undefined): boolean =>
    run !== undefined && !run.isDone() && run.failure() === undefined
  const engine: Engine = {
    async state(instance) {
      const run = instances.get(instance)
      if (!run) return 'absent'
      return isActive(run) ? 'active' : run.isDone() ? 'completed' : 'broken'
    },
    async start(workflow, instance, input) {
      if (isActive(instances.get(instance))) return
      instances.set(instance, await driveWorkflow(workflows[workflow as keyof typeof workflows], input as RunRef))
    },
    async nudge(instance) {
      const run = instances.get(instance)
      if (run && isActive(run)) await run.nudge()
    },
  }
  const performOne = async (
    world: World,
    run: Driven,
    name: string,
  ): Promise<{ name: string; outcome: Outcome<unknown> }> => {
    const activity = activities.find((one) => one.name === name)
    if (!activity) throw new Error(`${name} is not registered: the real engine would wait for ever`)
    const once = async () => perform(world, activity, run.callOf(name) as Call<never>)
    const [outcome] = await Promise.all(performing === 'once' ? [once()] : [once(), once()])
    return { name, outcome }
  }
  /** Performs what is asked for, all that is open of one instance at once; else lets a timer fire. False when nothing is left to do. */
  const advance = async (world: World): Promise<boolean> => {
    const active = [...instances].filter(([, run]) => isActive(run))
    const [instance = '', working] = active.find(([, run]) => run.open().length > 0) ?? []
    if (working) {
      // Who has had a turn goes to the end, so that runs go on side by side.
      instances.delete(instance)
      instances.set(instance, working)
      await working.answer(...(await Promise.all(working.open().map((name) => performOne(world, working, name)))))
      return true
    }
    const waiting = active[0]?.[1]
    if (!waiting) return false
    clock.advance(waiting.timers().at(-1)?.seconds ?? 0)
    await waiting.fireTimer()
    return true
  }
  return { engine, advance, instances }
}
