import { Transient } from '../../shared/http/transient.ts'
import { done, later, refused, type Later, type Outcome, type Refused } from '../../shared/outcome.ts'
import type { ServerReadings } from '../../shared/microsoft365/signIn.ts'
import type { AccountRef } from '../../shared/room/plan.ts'
import { keepCheck } from '../../shared/room/checks.ts'
import { isCheck, roomOfRun, type RequestRecord } from '../../shared/room/record.ts'
import { blocksIn, judgeSignIn, toFinding, type SignInReadings } from '../../shared/room/signIn.ts'
import { isMasteredOnPremises } from '../../shared/room/topology.ts'
import { asksForSkype } from '../../shared/room/wishes.ts'
import type { World } from '../../shared/world.ts'
import { activity, type RunContext } from '../activity.ts'

type Needs = Pick<World, 'rooms' | 'clock'>

/**
 * Finds out whether anything would keep the room from signing in, without signing in where it is in the cloud; on premises the worker reads the servers and tries the password that this request set.
 * What cannot be found out stops nobody.
 */
export const checkSignIn = activity(
  'checkSignIn',
  async (world: Needs, account: AccountRef, run): Promise<Outcome<null>> => {
    const readings = await readPatiently(world, account, run)
    if ('kind' in readings) return readings
    const check = judgeSignIn(readings)
    const at = world.clock.now().toISOString()
    const known = await run.change((record) => ({ ...record, signIn: { ...check, attempt: run.attempt, at } }))
    const blocks = blocksIn(check)
    // Of a check it is one finding among others.
    if (isCheck(known)) await run.change((record) => keepCheck(record, toFinding(check, at)))
    if (isCheck(known) || blocks.length === 0) return done(null)
    const reasons = blocks.map(({ says }) => says).join(' ')
    const remedies = [...new Set(blocks.map(({ remedy }) => remedy))].join(' ')
    return refused('sign-in-would-be-blocked', { reasons, remedies })
  },
)

/** A tenant that is too busy to tell is asked again for a while; the room is ready all the same. */
async function readPatiently(
  world: Needs,
  account: AccountRef,
  run: RunContext,
): Promise<SignInReadings | Later | Refused> {
  try {
    return await read(world, account, run)
  } catch (error) {
    if (!(error instanceof Transient) || error.isWorker) throw error
    const wait = run.wait('sign-in-check', { asked: error.seconds ?? 0 })
    if (wait.kind === 'later') return wait
    const missing = { missing: 'Microsoft 365 did not answer in time' }
    return { ...openOf(run), access: { ...openOf(run)?.access, android: missing } }
  }
}

async function read(
  { rooms }: Pick<Needs, 'rooms'>,
  account: AccountRef,
  run: RunContext,
): Promise<SignInReadings | Later | Refused> {
  const open = openOf(run)
  if (open)
    return { ...open, access: { ...open.access, android: (await rooms.readAccess(account, 'android')).policies } }
  if (account.userId === undefined) return readInside({ rooms }, account, run)
  const { readings, access } = await rooms.readSignIn(account, 'windows')
  if (isBehind(account, readings) && !isCheck(run.record)) return run.wait('sync')
  const inside = await readInside({ rooms }, account, run)
  const known = { ...inside, ...readings, access: { windows: access.policies } }
  if (!access.isByPlatform) return { ...known, access: { windows: access.policies, android: access.policies } }
  await run.change((record) => keepOpen(record, run.attempt, known))
  // Conditional access answers one such question a second.
  return later(2, 'sign-in-check')
}

/** Sign-in was allowed in the local directory; Entra ID shows it after the next synchronisation, and blocks it until then. */
const isBehind = ({ topology }: AccountRef, { isEnabled }: SignInReadings): boolean =>
  isMasteredOnPremises(topology) && isEnabled !== undefined && 'value' in isEnabled && !isEnabled.value

const openOf = ({ record: { signIn }, attempt }: RunContext): SignInReadings | undefined =>
  signIn?.attempt === attempt ? signIn.open : undefined

const keepOpen = (record: RequestRecord, attempt: number, open: SignInReadings): RequestRecord => ({
  ...record,
  signIn: { findings: [], notChecked: [], attempt, at: '', open },
})

/** A password that somebody else set is nobody's to try. */
async function readInside(
  { rooms }: Pick<Needs, 'rooms'>,
  account: AccountRef,
  { record }: RunContext,
): Promise<ServerReadings> {
  if (!isMasteredOnPremises(account.topology)) return {}
  const version = record.claims.findLast(({ kind, isDone }) => kind === 'password' && isDone)?.name
  const room = roomOfRun(record)
  return rooms.readInside(account, { version, isForSkype: room !== undefined && asksForSkype(room) })
}
