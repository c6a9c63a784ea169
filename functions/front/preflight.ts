import type { Clock } from '../../shared/clock.ts'
import { json, type Door } from '../../shared/http/edge.ts'
import type { SignIn } from '../../shared/http/signIn.ts'
import type { PreflightStore } from '../../shared/store/preflight.ts'
import type { SendCommand } from '../../shared/world.ts'

interface Needs {
  signIn: SignIn
  clock: Clock
  preflight: Pick<PreflightStore, 'read'>
  sendCommand: SendCommand
}

/** GET /api/preflight: what the service may do and what the tenant has, as it was found last; without `readAt` nobody has looked yet. */
export const readPreflight = ({ signIn, preflight }: Needs): Door => ({
  name: 'readPreflight',
  route: 'api/preflight',
  methods: ['GET'],
  handler: async function readPreflight(request) {
    await signIn(request.headers, ['Administrator', 'Reader'])
    const { readAt, findings = [] } = (await preflight.read()) ?? {}
    return json(200, { readAt, findings })
  },
})

/** POST /api/preflight: has somebody look anew; what he finds has a later `readAt` than the time in the answer. */
export const askForPreflight = ({ signIn, clock, sendCommand }: Needs): Door => ({
  name: 'askForPreflight',
  route: 'api/preflight',
  methods: ['POST'],
  handler: async function askForPreflight(request) {
    const { email } = await signIn(request.headers, ['Administrator'])
    const at = clock.now().toISOString()
    await sendCommand({ kind: 'preflight', at, by: email })
    return json(202, { at })
  },
})
