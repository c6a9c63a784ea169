import { createHash } from 'node:crypto'
import type { Clock } from '../../shared/clock.ts'
import { etagOf, isKnown, json, notModified, readBytes, type Door } from '../../shared/http/edge.ts'
import type { SignIn } from '../../shared/http/signIn.ts'
import { requestIdOf } from '../../shared/requestId.ts'
import { isOpen, rowsOnAPage, settleRow, type RowResult } from '../../shared/room/batch.ts'
import { actionsOfBatch, viewBatch, type BatchAction } from '../../shared/room/batchView.ts'
import type { Job } from '../../shared/room/estate/job.ts'
import { idShape } from '../../shared/room/ids.ts'
import { Problem } from '../../shared/room/problems.ts'
import type { Profiles } from '../../shared/room/profiles.ts'
import { chunkByLength } from '../../shared/room/chunk.ts'
import { batchSource } from '../../shared/sources.ts'
import type { Jobs } from '../../shared/store/jobs.ts'
import type { Requests } from '../../shared/store/requests.ts'
import type { SendCommand } from '../../shared/world.ts'
import { readKey } from '../../shared/http/idempotencyKey.ts'
import { readRooms } from '../../shared/csv/readRooms.ts'
import { makeTemplate } from '../../shared/csv/template.ts'
import { requesterOf } from '../access/requesterOf.ts'

interface Needs {
  signIn: SignIn
  clock: Clock
  profiles: Profiles
  jobs: Pick<Jobs, 'read' | 'list' | 'readResults'>
  requests: Pick<Requests, 'read'>
  sendCommand: SendCommand
}

const csvBytes = 1024 * 1024

/** A message of the queue holds 256 KB with what is around it. */
const partCharacters = 60_000

/** POST /api/batches: rooms of a file, all checked before any begins; with ?check=1 they are checked alone. With an Idempotency-Key, sending again is asking once. */
export const createBatch = ({ signIn, clock, profiles, jobs, sendCommand }: Needs): Door => ({
  name: 'createBatch',
  route: 'api/batches',
  methods: ['POST'],
  handler: async function createBatch(request) {
    const person = await signIn(request.headers, ['Administrator'])
    const { email } = person
    const bytes = await readBytes(request, 'text/csv', csvBytes)
    const key = readKey(request)
    const at = clock.now().toISOString()
    const { rows, count, canary, problems } = readRooms(bytes, at.slice(0, 10), profiles)
    if (request.query.get('check') === '1') return json(200, { rooms: count, canary, errors: problems })
    if (problems.length > 0) throw new Problem('batch-invalid', { errors: problems.length, rooms: count }, problems)
    const jobId = requestIdOf(batchSource, `${email}/${key}`, 1)
    const digest = createHash('sha256').update(bytes).digest('base64url')
    const known = await jobs.read(jobId)
    if (known?.batch && known.batch.digest !== digest) throw new Problem('message-id-reused')
    // As few as fit on a page and into a message.
    const parts = chunkByLength(rows, partCharacters, rowsOnAPage)
    for (const [page, part] of parts.entries())
      await sendCommand({
        kind: 'batch',
        jobId,
        at,
        by: email,
        requester: requesterOf(person),
        page,
        pages: parts.length,
        rooms: rows.length,
        canary,
        digest,
        rows: part,
      })
    const status = `/api/batches/${jobId}`
    return json(202, { id: jobId, rooms: rows.length, status }, { location: status })
  },
})

/** GET /api/batches/template: a file with every column and one room. */
export const batchTemplate = ({ signIn }: Needs): Door => ({
  name: 'batchTemplate',
  route: 'api/batches/template',
  methods: ['GET'],
  handler: async function batchTemplate(request) {
    await signIn(request.headers, ['Administrator', 'Reader'])
    const headers = {
      'content-type': 'text/csv; charset=utf-8',
      'content-disposition': 'attachment; filename="rooms.csv"',
      'cache-control': 'no-store',
    }
    return { status: 200, headers, body: makeTemplate() }
  },
})

/** GET /api/batches: every list of rooms, the newest first. */
export const listBatches = ({ signIn, jobs }: Needs): Door => ({
  name: 'listBatches',
  route: 'api/batches',
  methods: ['GET'],
  handler: async function listBatches(request) {
    await signIn(request.headers, ['Administrator', 'Reader'])
    const batches = (await jobs.list()).filter(({ kind }) => kind === 'batch')
    const sorted = batches.toSorted((one, other) => (one.at > other.at ? -1 : 1))
    return json(200, { batches: sorted.map((job) => viewBatch(job)) })
  },
})

/** GET /api/batches/{id}: progress, and where each row stands. An id that is not taken up yet is queued. */
export const readBatch = ({ signIn, jobs, requests }: Needs): Door => ({
  name: 'readBatch',
  route: 'api/batches/{id}',
  methods: ['GET'],
  handler: async function readBatch(request) {
    await signIn(request.headers, ['Administrator', 'Reader'])
    const id = batchIdIn(request.params['id'])
    const job = await jobs.read(id)
    if (!job) return json(200, { id, state: 'queued', actions: [] })
    if (job.kind !== 'batch') throw new Problem('batch-unknown')
    const rows = await Promise.all((await jobs.readResults<RowResult>(id)).map((row) => seen(requests, row)))
    const view = viewBatch(job, rows)
    const etag = etagOf(JSON.stringify(view))
    if (isKnown(request, etag)) return notModified(etag)
    return json(200, view, { etag, 'cache-control': 'private, no-cache' })
  },
})

/** What is at work may have ended since anybody looked: a list that is paused or cancelled looks no more. */
const seen = async (requests: Needs['requests'], row: RowResult): Promise<RowResult> =>
  isOpen(row) ? settleRow(row, (await requests.read(row.requestId))?.record.run) : row

const kindOf = { pause: 'pause-batch', resume: 'resume-batch', cancel: 'stop-job' } as const
const isAction = (text: string): text is BatchAction => Object.hasOwn(kindOf, text)

/** POST /api/batches/{id}/pause, /resume and /cancel: rooms that are at work go on to their end. */
export const changeBatch = ({ signIn, clock, jobs, sendCommand }: Needs): Door => ({
  name: 'changeBatch',
  route: 'api/batches/{id}/{action}',
  methods: ['POST'],
  handler: async function changeBatch(request) {
    const { email: by } = await signIn(request.headers, ['Administrator'])
    const { id: text, action = '' } = request.params
    if (!isAction(action)) throw new Problem('page-unknown')
    const jobId = batchIdIn(text)
    refuseWrongMoment(await jobs.read(jobId), action)
    const at = clock.now().toISOString()
    await sendCommand({ kind: kindOf[action], jobId, at, by })
    return json(202, { id: jobId, at })
  },
})

function refuseWrongMoment(job: Job | undefined, action: BatchAction): void {
  if (job?.kind !== 'batch') throw new Problem('batch-unknown')
  if (!actionsOfBatch(job).includes(action)) throw new Problem('batch-not-now', { state: job.state })
}

function batchIdIn(text = ''): string {
  if (!idShape.test(text)) throw new Problem('batch-unknown')
  return text
}
