import { z } from 'zod'
import type { Bag, Snapshot } from '../room/snapshot.ts'
import { teamsPolicyTypes, type TeamsPolicyType } from '../room/settings/teams.ts'
import type { TeamsWishes } from '../room/wishes.ts'
import type { Effect, Failed } from './effect.ts'
import type { Graph, GraphAnswer, GraphRequest } from './graph.ts'
import { firstFailure } from './users.ts'

export interface TeamsChanges {
  /** By type; an empty name takes the policy away. */
  policies: Partial<Record<TeamsPolicyType, string>>
  assign?: string
  unassign?: string
}

/** How an order of a number stands. */
export type NumberOrder = { kind: 'under-way' } | { kind: 'done' } | Failed

/** Policies and numbers of Teams, through Microsoft Graph v1.0 (global cloud only, as Microsoft's pages say). */
export interface Teams {
  /** Policies are set at once; a number is ordered, and the order can be looked at by what it resolves with. */
  configureTeams(userId: string, changes: TeamsChanges): Promise<{ kind: 'done'; order?: string } | Failed>
  readOrder(order: string): Promise<NumberOrder>
  /** The phone number of an account; empty where it has none. */
  readNumber(userId: string): Promise<{ number: string } | Failed>
}

const numbers = '/admin/teams/telephoneNumberManagement'

const policyIdRequest = (type: TeamsPolicyType, name: string): GraphRequest => ({
  id: type,
  method: 'GET',
  url: `/admin/teams/policy/getPolicyId(type='${type}',name='${encodeURIComponent(name.replaceAll("'", "''"))}')`,
})

const numberRequest = (number: string): GraphRequest => ({
  id: 'number',
  method: 'GET',
  url: `${numbers}/numberAssignments?$filter=${encodeURIComponent(`telephoneNumber eq '${number}'`)}`,
})

const configurationRequest = (userId: string): GraphRequest => ({
  id: 'configuration',
  method: 'GET',
  url: `/admin/teams/userConfigurations/${userId}`,
})

const wishedPolicies = ({ meetingPolicy, callingPolicy }: TeamsWishes): [TeamsPolicyType, string][] =>
  (
    [
      ['TeamsMeetingPolicy', meetingPolicy],
      ['TeamsCallingPolicy', callingPolicy],
    ] as const
  ).flatMap(([type, name]) => (name === undefined ? [] : [[type, name]]))

const configurationShape = z.object({
  isEnterpriseVoiceEnabled: z.boolean().nullish(),
  telephoneNumbers: z.array(z.object({ telephoneNumber: z.string() })).default([]),
  effectivePolicyAssignments: z
    .array(z.object({ policyType: z.string(), policyAssignment: z.object({ displayName: z.string() }) }))
    .default([]),
})
const numberShape = z.object({
  telephoneNumber: z.string(),
  numberType: z.string(),
  assignmentTargetId: z.string().nullish(),
})
/** Microsoft's samples wrap what its metadata does not. */
const unwrapped = (body: unknown): unknown =>
  typeof body === 'object' && body !== null && 'value' in body && !Array.isArray(body.value) ? body.value : body
const listOf = <T extends z.ZodType>(shape: T) => z.object({ value: z.array(shape) })

/** One request: the account as Teams has it, and whether what is asked for is there. */
export async function readTeams(
  graph: Graph,
  userId: string | undefined,
  wishes: TeamsWishes,
): Promise<Pick<Snapshot, 'teams' | 'teamsFault'> | Failed> {
  const requests = [
    ...(userId === undefined ? [] : [configurationRequest(userId)]),
    ...(wishes.phoneNumber === undefined ? [] : [numberRequest(wishes.phoneNumber)]),
    ...wishedPolicies(wishes).map(([type, name]) => policyIdRequest(type, name)),
  ]
  const answers = await graph.batch(requests)
  const failed = firstFailure(new Map([...answers].filter(([, { status }]) => status !== 404)))
  if (failed) return failed
  const fault = findFault(answers, wishes, userId)
  const configuration = answers.get('configuration')
  return {
    ...(configuration && { teams: toTeams(configuration) }),
    ...(fault && { teamsFault: fault }),
  }
}

/** Teams takes a while to know an account; until then it has nothing of it. */
function toTeams({ status, body }: GraphAnswer): Bag {
  const { isEnterpriseVoiceEnabled, telephoneNumbers, effectivePolicyAssignments } = configurationShape.parse(
    status === 404 ? {} : unwrapped(body),
  )
  const policies = teamsPolicyTypes.map((type) => {
    const assigned = effectivePolicyAssignments.find(({ policyType }) => policyType === type)
    return [type, assigned?.policyAssignment.displayName ?? '']
  })
  return {
    PhoneNumber: telephoneNumbers[0]?.telephoneNumber ?? '',
    EnterpriseVoice: isEnterpriseVoiceEnabled === true,
    ...(Object.fromEntries(policies) as Bag),
  }
}

function findFault(
  answers: Map<string, GraphAnswer>,
  wishes: TeamsWishes,
  userId: string | undefined,
): Snapshot['teamsFault'] {
  if (wishedPolicies(wishes).some(([type]) => answers.get(type)?.status === 404)) return 'policy-unknown'
  if (wishes.phoneNumber === undefined) return undefined
  const known = findNumber(answers)
  if (!known) return 'number-unknown'
  return known.assignmentTargetId && known.assignmentTargetId !== userId ? 'number-in-use' : undefined
}

const findNumber = (answers: Map<string, GraphAnswer>) =>
  listOf(numberShape).safeParse(answers.get('number')?.body).data?.value[0]

export const makeTeams = (graph: Graph): Teams => ({
  async readNumber(userId) {
    const answers = await graph.batch([configurationRequest(userId)])
    const failed = firstFailure(new Map([...answers].filter(([, { status }]) => status !== 404)))
    const configuration = answers.get('configuration')
    return failed ?? { number: String((configuration && toTeams(configuration)['PhoneNumber']) ?? '') }
  },
  async configureTeams(userId, { policies, assign, unassign }) {
    const effect = await setPolicies(graph, userId, policies)
    if (effect.kind === 'failed') return effect
    if (assign !== undefined)
      return order(graph, 'assignNumber', assign, { assignmentTargetId: userId, assignmentCategory: 'primary' })
    return unassign === undefined ? effect : order(graph, 'unassignNumber', unassign, {})
  },
  async readOrder(url) {
    const answers = await graph.batch([{ id: 'order', method: 'GET', url }])
    const failed = firstFailure(answers)
    if (failed) return failed
    const { status, numbers: items } = orderShape.parse(unwrapped(answers.get('order')?.body))
    if (status === 'succeeded') return { kind: 'done' }
    const text = items.map(({ statusDetail }) => statusDetail ?? '').join(' ')
    return status === 'failed' ? { kind: 'failed', reason: 'other', text } : { kind: 'under-way' }
  },
})

const orderShape = z.object({
  status: z.string(),
  numbers: z
    .array(z.object({ statusDetail: z.string().nullish() }))
    .nullish()
    .transform((items) => items ?? []),
})
const policyIdShape = z.object({ policyId: z.string() })

async function setPolicies(graph: Graph, userId: string, policies: TeamsChanges['policies']): Promise<Effect> {
  const wanted = Object.entries(policies) as [TeamsPolicyType, string][]
  const named = wanted.filter(([, name]) => name !== '')
  if (wanted.length === 0) return { kind: 'done' }
  const found =
    named.length === 0 ? new Map() : await graph.batch(named.map(([type, name]) => policyIdRequest(type, name)))
  const missing = firstFailure(found)
  if (missing) return missing
  const assigned = named.map(([policyType]) => {
    const [policy] = listOf(policyIdShape).parse(found.get(policyType)?.body).value
    return { userId, policyType, policyId: policy?.policyId ?? '' }
  })
  const removed = wanted.filter(([, name]) => name === '').map(([policyType]) => ({ userId, policyType }))
  const base = '/admin/teams/policy/userAssignments'
  const writes: GraphRequest[] = [
    ...(assigned.length > 0
      ? [{ id: 'assign', method: 'POST' as const, url: `${base}/assign`, body: { value: assigned } }]
      : []),
    ...(removed.length > 0
      ? [{ id: 'unassign', method: 'POST' as const, url: `${base}/unassign`, body: { value: removed } }]
      : []),
  ]
  return firstFailure(await graph.batch(writes)) ?? { kind: 'done' }
}

/** The kind of a number is part of its order; Graph knows it. */
async function order(
  graph: Graph,
  what: 'assignNumber' | 'unassignNumber',
  telephoneNumber: string,
  rest: Record<string, string>,
): Promise<{ kind: 'done'; order?: string } | Failed> {
  const known = findNumber(await graph.batch([numberRequest(telephoneNumber)]))
  if (!known) return { kind: 'failed', reason: 'absent', text: 'no such number' }
  const body = { telephoneNumber, numberType: known.numberType, ...rest }
  const url = `${numbers}/numberAssignments/${what}`
  const answers = await graph.batch([{ id: 'order', method: 'POST', url, body }])
  const failed = firstFailure(answers)
  if (failed) return failed
  const location = Object.entries(answers.get('order')?.headers ?? {}).find(
    ([name]) => name.toLowerCase() === 'location',
  )
  const path = location && /\/v1\.0(\/.*)$/.exec(location[1])?.[1]
  return { kind: 'done', ...(path !== undefined && { order: path }) }
}
