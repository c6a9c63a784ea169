import { randomUUID } from 'node:crypto'
import { z } from 'zod'
import { drawGuid } from '../seededDraw.ts'
import { numberTypes } from '../teams.ts'
import type { NumberOperation, TelephoneNumber } from '../teams.ts'
import type { Answer } from '../answer.ts'
import { refuse, refuseMissing, refuseUnsupported } from './failure.ts'
import type { GraphFunction, GraphRequest } from './graphRequest.ts'
import { parseBody } from './parseBody.ts'
import { collection, entity, project } from './project.ts'
import { featurePlans } from './teamsData.ts'
import { activePlans } from './activePlans.ts'

const management = 'admin/teams/telephoneNumberManagement'
const toId = (...parts: string[]) => Buffer.from(parts.join('|')).toString('base64url')

/** The numbers that a user holds, as Graph shows them now. */
export function heldNumbers({ world, look }: GraphRequest, userId: string): TelephoneNumber[] {
  const shown = world.numbers.ids().flatMap((number) => look(world.numbers, number) ?? [])
  return shown.filter(({ assignmentTargetId }) => assignmentTargetId === userId)
}

export const listNumbers: GraphFunction = (request) => {
  const { world, look, options, facts } = request
  const isWanted = parseFilter(request.filter)
  const all = world.numbers
    .ids()
    .toSorted()
    .flatMap((number) => look(world.numbers, number) ?? [])
    .map((number) => showNumber(number, facts.seed))
    .filter(isWanted)
  // The page: 500 by default, 1,000 at most.
  const top = readCount('$top', options.$top ?? '500', 1000)
  const skip = readCount('$skip', options.$skip ?? '0', Infinity)
  return collection(
    `${management}/numberAssignments`,
    all.slice(skip, skip + top).map((number) => project('numberAssignment', number, undefined)),
  )
}

function readCount(option: string, text: string, most: number): number {
  const count = Number(text)
  if (!/^\d+$/.test(text) || count > most) refuse(400, 'BadRequest', `Invalid value '${text}' for ${option}.`)
  return count
}

const filterable = ['telephoneNumber', 'assignmentTargetId', 'assignmentStatus', 'numberType'] as const

function parseFilter(filter: string | undefined): (number: ReturnType<typeof showNumber>) => boolean {
  const criteria = (filter?.split(/\s+and\s+/i) ?? []).map((text) => {
    const [, asked = '', value = ''] = /^\s*(\w+) eq '([^']*)'\s*$/.exec(text) ?? []
    const name = filterable.find((one) => one === asked)
    return name ? { name, value: value.toLowerCase() } : refuseUnsupported(`the filter ${text} of numberAssignments`)
  })
  return (number) => criteria.every(({ name, value }) => number[name]?.toLowerCase() === value)
}

function showNumber(number: TelephoneNumber, seed: number) {
  const { telephoneNumber, numberType, assignmentTargetId, ...rest } = number
  const operatorId = drawGuid(seed, 'operator', numberType)
  const isDirect = numberType === 'directRouting'
  return {
    id: toId(operatorId, telephoneNumber),
    telephoneNumber,
    operatorId,
    numberType,
    activationState: 'activated',
    capabilities: ['conferenceAssignment', 'voiceApplicationAssignment', 'userAssignment'].slice(isDirect ? 0 : 2),
    assignmentTargetId,
    assignmentStatus: assignmentTargetId ? 'userAssigned' : 'unassigned',
    ...rest,
    numberSource: 'online',
    supportedCustomerActions: isDirect ? ['locationUpdate'] : ['locationUpdate', 'release'],
    reverseNumberLookupOptions: [],
  }
}

const order = { telephoneNumber: z.string().regex(/^\+?\d{3,15}$/), numberType: z.enum(numberTypes) }
const assigning = z.strictObject({
  ...order,
  assignmentTargetId: z.guid(),
  assignmentCategory: z.enum(['primary', 'private', 'alternate']).nullish(),
  locationId: z.guid().nullish(),
})
const unassigning = z.strictObject(order)

/** What comes of an order is decided when it is taken, and seen when its operation ends. */
export const assignNumber: GraphFunction = (request) => {
  const asked = parseBody(assigning, request.body)
  const { assignmentTargetId, locationId = null, assignmentCategory } = asked
  if (assignmentCategory && assignmentCategory !== 'primary') {
    refuseUnsupported(`assignmentCategory ${assignmentCategory} of assignNumber`)
  }
  const telephoneNumber = withPlus(asked.telephoneNumber)
  const number = request.world.numbers.truth(telephoneNumber)
  const reason = whyNotNumber(telephoneNumber, number, asked) ?? whyNotUser(request, telephoneNumber, asked)
  if (!reason && number)
    writeNumber(request, { ...number, assignmentTargetId, assignmentCategory: 'primary', locationId })
  return takeOrder(request, 'Assignment', telephoneNumber, reason)
}

export const unassignNumber: GraphFunction = (request) => {
  const { numberType, ...asked } = parseBody(unassigning, request.body)
  const telephoneNumber = withPlus(asked.telephoneNumber)
  const number = request.world.numbers.truth(telephoneNumber)
  const assignmentTargetId = number?.assignmentTargetId ?? ''
  const reason = assignmentTargetId
    ? whyNotNumber(telephoneNumber, number, { numberType, assignmentTargetId })
    : `The telephone number ${telephoneNumber} is not assigned.`
  const freed = { assignmentTargetId: null, assignmentCategory: null, locationId: null }
  if (!reason && number) writeNumber(request, { ...number, ...freed })
  return takeOrder(request, 'Unassignment', telephoneNumber, reason)
}

/** The samples of both pages leave the plus out. */
function withPlus(telephoneNumber: string): string {
  return `+${telephoneNumber.replace(/^\+/, '')}`
}

interface Asked {
  numberType: TelephoneNumber['numberType']
  assignmentTargetId: string
}

/** No page gives the words of a failed operation: these are an assumption, and so is that there is one reason at a time. */
function whyNotNumber(name: string, number: TelephoneNumber | undefined, asked: Asked): string | undefined {
  if (!number) return `The telephone number ${name} was not found in the tenant.`
  if (number.numberType !== asked.numberType) return `The telephone number ${name} is not of type ${asked.numberType}.`
  const holder = number.assignmentTargetId
  return holder && holder !== asked.assignmentTargetId
    ? `The telephone number ${name} is already assigned to another user.`
    : undefined
}

function whyNotUser(request: GraphRequest, name: string, { assignmentTargetId }: Asked): string | undefined {
  const { world, look } = request
  const user = look(world.users, assignmentTargetId)
  if (!user || user.deletedDateTime) return `The user ${assignmentTargetId} was not found.`
  const plans = activePlans(request, assignmentTargetId)
  if (!featurePlans.PhoneSystem.some((plan) => plans.has(plan))) {
    return `The user ${assignmentTargetId} does not have an active Phone System (MCOEV) license.`
  }
  const others = world.numbers.ids().filter((other) => other !== name)
  const holdsAnother = others
    .map((other) => world.numbers.truth(other))
    .some((other) => other?.assignmentTargetId === assignmentTargetId && other.assignmentCategory === 'primary')
  return holdsAnother ? `The user ${assignmentTargetId} already has a primary telephone number.` : undefined
}

function writeNumber({ world: { numbers } }: GraphRequest, changed: TelephoneNumber): void {
  const before = numbers.truth(changed.telephoneNumber)
  if (JSON.stringify(before) !== JSON.stringify(changed)) {
    numbers.write(changed.telephoneNumber, changed, 'numberChanged')
  }
}

function takeOrder(request: GraphRequest, kind: string, telephoneNumber: string, reason: string | undefined): Answer {
  const { world, now, origin } = request
  const id = toId(kind, randomUUID())
  const begun = { id, createdDateTime: now, telephoneNumber, statusDetail: null }
  const ended: NumberOperation = { ...begun, status: reason ? 'failed' : 'succeeded', statusDetail: reason ?? null }
  world.numberOperations.write(id, { ...begun, status: 'notStarted' }, 'none')
  world.numberOperations.write(id, { ...begun, status: 'running' }, 'operationStarted')
  world.numberOperations.write(id, ended, 'operationEnded')
  return { status: 202, headers: { Location: `${origin}/v1.0/${management}/operations('${id}')` } }
}

export const getOperation: GraphFunction = ({ world, look, id, facts }) => {
  const operation = look(world.numberOperations, id) ?? refuseMissing(id)
  const { status, createdDateTime, telephoneNumber, statusDetail } = operation
  const numberType = world.numbers.truth(telephoneNumber)?.numberType ?? ''
  const numberId = toId(drawGuid(facts.seed, 'operator', numberType), telephoneNumber)
  const resourceLocation = `https://graph.microsoft.com/v1.0/${management}/numberAssignments/${numberId}`
  const numbers = [{ resourceLocation, status, statusDetail }]
  return entity(`${management}/operations`, { id, createdDateTime, status, numbers })
}
