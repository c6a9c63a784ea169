import type { World } from '../../shared/world.ts'

export interface Death {
  /** The call, counted from 1, at which the process dies; before it has its effect, or after it but without an answer. */
  at: number
  when: 'before' | 'after'
}

const never = new Promise<never>(() => undefined)
const parts = ['passwords', 'requests', 'steps', 'audit', 'reservations', 'devices', 'quarantine'] as const

/** The world in the hands of one process, which dies at a call. Nothing that it had begun goes on after that. */
export function mortal(world: World, death?: Death) {
  let calls = 0
  const died = Promise.withResolvers<'died'>()
  let isDead = false
  const die = (): Promise<never> => {
    isDead = true
    died.resolve('died')
    return never
  }
  const guarded =
    <Arguments extends unknown[], Result>(call: (...given: Arguments) => Promise<Result>) =>
    async (...given: Arguments): Promise<Result> => {
      if (isDead) return never
      const isLast = ++calls === death?.at
      if (isLast && death.when === 'before') return die()
      const result = await call(...given)
      return isLast || isDead ? die() : result
    }
  const guardAll = <T extends object>(part: T): T =>
    Object.fromEntries(
      Object.entries(part).map(([name, call]) => [name, guarded(call as (...given: unknown[]) => Promise<unknown>)]),
    ) as T
  const rooms: World['rooms'] = { ...guardAll(world.rooms), within: () => rooms }
  const desks = Object.fromEntries(Object.entries(world.desks).map(([name, desk]) => [name, guardAll(desk)]))
  return {
    world: {
      ...world,
      ...Object.fromEntries(parts.map((part) => [part, guardAll(world[part])])),
      rooms,
      desks,
      askForLook: guarded(world.askForLook),
    },
    died: died.promise,
    calls: () => calls,
  }
}
