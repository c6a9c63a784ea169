import { createHash } from 'node:crypto'
import type { Clock } from '../../shared/clock.ts'
import { json, parseBy, parseJson, readBody, type Door } from '../../shared/http/edge.ts'
import type { SignIn } from '../../shared/http/signIn.ts'
import { idShape } from '../../shared/room/ids.ts'
import { subnetPlanSchema } from '../../shared/room/subnetPlan.ts'
import type { SubnetPlans } from '../../shared/store/subnetPlans.ts'
import type { SendCommand } from '../../shared/world.ts'

interface Needs {
  signIn: SignIn
  clock: Clock
  subnetPlans: Pick<SubnetPlans, 'read'>
  sendCommand: SendCommand
}

/** The same for the same name, so that a plan sent again is the same plan. */
const planIdOf = (name: string): string => createHash('sha256').update(name.toLowerCase()).digest('hex').slice(0, 20)

/** POST /api/subnet-plan: has the rooms of a group sign in from some networks alone; nothing is blocked until somebody switches the policy on. */
export const askForSubnetPlan = ({ signIn, clock, sendCommand }: Needs): Door => ({
  name: 'askForSubnetPlan',
  route: 'api/subnet-plan',
  methods: ['POST'],
  handler: async function askForSubnetPlan(request) {
    const { email } = await signIn(request.headers, ['Administrator'])
    const plan = parseBy(subnetPlanSchema, parseJson(await readBody(request)))
    const planId = planIdOf(plan.name)
    const at = clock.now().toISOString()
    await sendCommand({ kind: 'subnet-plan', planId, at, by: email, plan })
    const status = `/api/subnet-plan/${planId}`
    return json(202, { id: planId, at, status }, { location: status })
  },
})

/** GET /api/subnet-plan/{id}: what was made, and how to switch it on; `at` is when the work on it began. */
export const readSubnetPlan = ({ signIn, subnetPlans }: Needs): Door => ({
  name: 'readSubnetPlan',
  route: 'api/subnet-plan/{id}',
  methods: ['GET'],
  handler: async function readSubnetPlan(request) {
    await signIn(request.headers, ['Administrator', 'Reader'])
    const id = request.params['id'] ?? ''
    const progress = idShape.test(id) ? await subnetPlans.read(id) : undefined
    const { state = 'queued', name, by, at, lines = [] } = progress ?? {}
    return json(200, { id, state, name, by, at, lines })
  },
})
