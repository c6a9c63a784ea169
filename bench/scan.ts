import { observe, type JournalLine } from '../test/kit/observe.ts'
import { estateOf } from '../test/kit/observeEstate.ts'
import { startStack } from '../test/kit/stack.ts'
import { report } from './report.ts'

/**
 * What reading, and putting right, all room accounts costs, at a thousand and at ten thousand: requests for each account, the memory that the back
 * grows by, and how the time grows. The tenant's latencies come from a fixed model; what it waits for itself is told apart as the critical path:
 * the requests of a scan travel four pages side by side.
 */
const sizes = { few: 1_000, many: 10_000 }
const speed = 100
const pagesAtOnce = 4

interface Measured {
  accounts: number
  requests: number
  seconds: number
  criticalSeconds: number
  peakBytes: number
}

const isRequest = ({ item, surface }: JournalLine): boolean =>
  item === undefined && ['exchange', 'graph'].includes(surface)

/** The whole latency of a batch is that of its slowest item, or their sum; the journal tells it on the batch's own line. */
const secondsOf = (lines: (JournalLine & { latencyMs?: number })[]): number =>
  lines.reduce((sum, { latencyMs = 0 }) => sum + latencyMs, 0) / 1_000 / speed

async function measure(rooms: number) {
  const stack = await startStack(['--rooms', String(rooms), '--speed', String(speed)])
  try {
    const see = observe(stack)
    const estate = estateOf(see, 3_600)
    const took = async (work: () => Promise<{ accounts?: number }>): Promise<Measured> => {
      const before = see.journal().length
      const begun = performance.now()
      const { accounts = 0 } = await work()
      const seconds = (performance.now() - begun) / 1_000
      const lines = see.journal().slice(before).filter(isRequest)
      const { peak } = (await (await fetch(`${stack.stack.back}/admin/memory`)).json()) as { peak: number }
      return {
        accounts,
        requests: lines.length,
        seconds,
        criticalSeconds: secondsOf(lines) / pagesAtOnce,
        peakBytes: peak,
      }
    }
    const scan = await took(() => estate.scanned())
    const repair = await took(() => estate.repaired({ scope: { all: 'needs-action' } }))
    return { scan, repair }
  } finally {
    await stack.stop()
  }
}

const few = await measure(sizes.few)
const many = await measure(sizes.many)
const perAccount = ({ requests, accounts }: Measured): number => requests / accounts
const megabytes = (bytes: number): number => Math.round(bytes / 1_048_576)
const growth = (part: 'scan' | 'repair'): number =>
  many[part].seconds / many[part].accounts / (few[part].seconds / few[part].accounts)

const rowOf = (part: 'scan' | 'repair', one: typeof few) => ({
  accounts: one[part].accounts,
  requests: one[part].requests,
  'requests an account': Number(perAccount(one[part]).toFixed(3)),
  'wall / critical path': Number((one[part].seconds / one[part].criticalSeconds).toFixed(2)),
  'peak MB of the back': megabytes(one[part].peakBytes),
})
report('scan', {
  [`scan of ${sizes.few}`]: rowOf('scan', few),
  [`scan of ${sizes.many}`]: rowOf('scan', many),
  [`repair of all that need it among ${sizes.few}`]: rowOf('repair', few),
  [`repair of all that need it among ${sizes.many}`]: rowOf('repair', many),
})
console.log(
  `scan: ${perAccount(many.scan).toFixed(3)} requests an account, ` +
    `${megabytes(many.scan.peakBytes - few.scan.peakBytes)} MB more at ${sizes.many} than at ${sizes.few}, ` +
    `time an account ${growth('scan').toFixed(2)} × that of ${sizes.few}, repair ${growth('repair').toFixed(2)} ×`,
)
