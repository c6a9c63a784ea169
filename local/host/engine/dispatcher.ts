import { setTimeout as delay } from 'node:timers/promises'
import type { PendingActivity, Store } from './store.ts'

export interface Work {
  store: Store
  limits: { maxConcurrentActivities: number; maxConcurrentOrchestrators: number }
  runTurn: (instanceId: string) => Promise<void>
  runActivity: (activity: PendingActivity) => Promise<void>
}

const longestTimeout = 2 ** 31 - 1

/** Takes up turns and activities as they become due; never two turns of one instance at a time. */
export class Dispatcher {
  readonly #work: Work
  readonly #turns = new Map<string, Promise<void>>()
  readonly #activities = new Map<number, Promise<void>>()
  // Activities are taken up in the order of their sequence, so one number tells which were; after a restart none was.
  #lastActivity = 0
  #alarm: NodeJS.Timeout | undefined
  #isAwake = false
  #isStopped = false

  constructor(work: Work) {
    this.#work = work
  }

  /** Says that there may be something to do. */
  wake(): void {
    if (this.#isAwake || this.#isStopped) return
    this.#isAwake = true
    setImmediate(() => {
      this.#isAwake = false
      if (!this.#isStopped) this.#takeUp(Date.now())
    })
  }

  /** Starts nothing any more; resolves when what runs has ended, at the latest after `graceMs`. */
  async stop(graceMs: number): Promise<void> {
    this.#isStopped = true
    clearTimeout(this.#alarm)
    const running = [...this.#turns.values(), ...this.#activities.values()]
    await Promise.race([Promise.allSettled(running), delay(graceMs)])
  }

  #takeUp(now: number): void {
    const { store, limits, runTurn, runActivity } = this.#work
    for (const instanceId of store.dueInstances(now, this.#turns.size + limits.maxConcurrentOrchestrators)) {
      if (this.#turns.size >= limits.maxConcurrentOrchestrators) break
      if (!this.#turns.has(instanceId)) this.#track(this.#turns, instanceId, runTurn(instanceId))
    }
    const free = limits.maxConcurrentActivities - this.#activities.size
    for (const activity of store.activitiesAfter(this.#lastActivity, free)) {
      this.#lastActivity = activity.sequence
      this.#track(this.#activities, activity.sequence, runActivity(activity))
    }
    this.#setAlarm(store.nextDue(now), now)
  }

  #track<Key>(running: Map<Key, Promise<void>>, key: Key, job: Promise<void>): void {
    // A job that rejects ends the process: its result could not be stored, and what is stored is still right.
    const tracked = job.finally(() => {
      running.delete(key)
      this.wake()
    })
    running.set(key, tracked)
  }

  #setAlarm(due: number | undefined, now: number): void {
    clearTimeout(this.#alarm)
    if (due !== undefined) this.#alarm = setTimeout(() => this.wake(), Math.min(due - now, longestTimeout))
  }
}
