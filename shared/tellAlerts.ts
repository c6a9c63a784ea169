import { toTransient } from './http/transient.ts'
import { secondsSince } from './room/times.ts'
import type { Notice } from './room/estate/alerts.ts'
import type { World } from './world.ts'

type Needs = Pick<World, 'alerts' | 'alertHook' | 'clock' | 'log'>

/** After a week nobody needs to hear of it any more. */
const longestSeconds = 7 * 86_400

/** Tells who wants to know of alerts, in the order in which they came; what cannot be told now is told the next time. Where nobody is configured, nobody is told. */
export async function tellAlerts(world: Needs): Promise<void> {
  const pending = (await world.alerts.listPending()).toSorted((one, other) => (one.at < other.at ? -1 : 1))
  for (const notice of pending) {
    const isOld = secondsSince(notice.at, world.clock.now()) > longestSeconds
    if (!isOld && !(await isTold(world, notice))) return
    await world.alerts.dropPending(notice)
  }
}

async function isTold({ alertHook, log }: Needs, { alert, ...notice }: Notice): Promise<boolean> {
  if (!alertHook) return true
  try {
    const status = await alertHook({ ...notice, alert })
    if (status < 300) return true
    log.warn('an alert was not taken', { alert: alert.id, status })
  } catch (error) {
    const transient = toTransient(error)
    if (!transient) throw error
    log.info('an alert is told later', { alert: alert.id, reason: transient.message })
  }
  return false
}
