import { z } from 'zod'
import type { Clock } from '../../shared/clock.ts'
import { json, parseBy, parseJson, readBody, type Door } from '../../shared/http/edge.ts'
import type { SignIn } from '../../shared/http/signIn.ts'
import { newId } from '../../shared/requestId.ts'
import { figuresOf } from '../../shared/room/estate/figures.ts'
import { viewJob } from '../../shared/room/estate/jobView.ts'
import { editSchema, scopeSchema } from '../../shared/room/estate/repair.ts'
import { idShape } from '../../shared/room/ids.ts'
import { Problem } from '../../shared/room/problems.ts'
import type { Alerts } from '../../shared/store/alerts.ts'
import type { Jobs } from '../../shared/store/jobs.ts'
import type { SendCommand } from '../../shared/world.ts'
import type { EstateReader } from '../access/estateReader.ts'

interface Needs {
  signIn: SignIn
  clock: Clock
  estate: EstateReader
  jobs: Pick<Jobs, 'readScan' | 'read' | 'readResults'>
  alerts: Pick<Alerts, 'list'>
  sendCommand: SendCommand
}

/** GET /api/estate: numbers over all accounts. */
export const readEstate = ({ signIn, clock, estate }: Needs): Door => ({
  name: 'readEstate',
  route: 'api/estate',
  methods: ['GET'],
  handler: async function readEstate(request) {
    await signIn(request.headers, ['Administrator', 'Reader'])
    const accounts = await estate.list('summary-not-loaded')
    return json(200, figuresOf(accounts, clock.now().toISOString().slice(0, 10)))
  },
})

/** GET /api/alerts: what somebody should know of all accounts, the newest first; those that have healed are closed. */
export const readAlerts = ({ signIn, alerts }: Needs): Door => ({
  name: 'readAlerts',
  route: 'api/alerts',
  methods: ['GET'],
  handler: async function readAlerts(request) {
    await signIn(request.headers, ['Administrator', 'Reader'])
    const all = (await alerts.list()).toSorted((one, other) => (one.openedAt > other.openedAt ? -1 : 1))
    return json(200, { alerts: all })
  },
})

/** GET /api/estate/scan: how far the reading of all accounts is; without `state` nobody has asked for one yet. */
export const readScan = ({ signIn, jobs }: Needs): Door => ({
  name: 'readScan',
  route: 'api/estate/scan',
  methods: ['GET'],
  handler: async function readScan(request) {
    await signIn(request.headers, ['Administrator', 'Reader'])
    const scan = await jobs.readScan()
    return json(200, scan ? viewJob(scan) : {})
  },
})

/** POST /api/estate/scan: has every account read; who asks while one is at work joins it. */
export const askForScan = ({ signIn, clock, jobs, sendCommand }: Needs): Door => ({
  name: 'askForScan',
  route: 'api/estate/scan',
  methods: ['POST'],
  handler: async function askForScan(request) {
    const { email: by } = await signIn(request.headers, ['Administrator'])
    const at = clock.now().toISOString()
    const isJoined = (await jobs.readScan())?.state === 'running'
    if (!isJoined) await sendCommand({ kind: 'scan', jobId: newId(), at, by })
    return json(202, { at, isJoined, status: '/api/estate/scan' }, { location: '/api/estate/scan' })
  },
})

const repairSchema = z
  .strictObject({ scope: scopeSchema, edits: z.array(editSchema).min(1).max(100).optional() })
  .refine(({ scope, edits }) => !edits || ('accounts' in scope && scope.accounts.length === 1), {
    path: ['edits'],
    error: 'are for one account; give just that one in scope.accounts',
  })

/** POST /api/estate/repairs: puts accounts right as recommended, or sets one as an editor says. */
export const askForRepair = ({ signIn, clock, sendCommand }: Needs): Door => ({
  name: 'askForRepair',
  route: 'api/estate/repairs',
  methods: ['POST'],
  handler: async function askForRepair(request) {
    const { email: by } = await signIn(request.headers, ['Administrator'])
    const { scope, edits } = parseBy(repairSchema, parseJson(await readBody(request)))
    const jobId = newId()
    const at = clock.now().toISOString()
    try {
      await sendCommand({ kind: 'repair', jobId, at, by, scope, ...(edits && { edits }) })
    } catch (error) {
      throw error instanceof Problem && error.code === 'queue-unavailable' ? new Problem('save-failed') : error
    }
    const status = `/api/estate/repairs/${jobId}`
    return json(202, { id: jobId, at, status }, { location: status })
  },
})

/** GET /api/estate/repairs/{id}: progress, and how each account ended. An id that is not taken up yet is queued. */
export const readRepair = ({ signIn, jobs }: Needs): Door => ({
  name: 'readRepair',
  route: 'api/estate/repairs/{id}',
  methods: ['GET'],
  handler: async function readRepair(request) {
    await signIn(request.headers, ['Administrator', 'Reader'])
    const id = jobIdIn(request.params['id'])
    const job = await jobs.read(id)
    if (!job) return json(200, { id, state: 'queued' })
    return json(200, { ...viewJob(job), results: await jobs.readResults(id) })
  },
})

/** POST /api/estate/{id}/stop: what is done stays done. */
export const stopJob = ({ signIn, clock, jobs, sendCommand }: Needs): Door => ({
  name: 'stopJob',
  route: 'api/estate/{id}/stop',
  methods: ['POST'],
  handler: async function stopJob(request) {
    const { email: by } = await signIn(request.headers, ['Administrator'])
    const jobId = jobIdIn(request.params['id'])
    if (!(await jobs.read(jobId))) throw new Problem('job-unknown')
    const at = clock.now().toISOString()
    await sendCommand({ kind: 'stop-job', jobId, at, by })
    return json(202, { id: jobId, at })
  },
})

function jobIdIn(text = ''): string {
  if (!idShape.test(text)) throw new Problem('job-unknown')
  return text
}
