import { z } from 'zod'
import type { FieldProblem } from '../room/problems.ts'
import { findDateProblem, roomSchema, type Room } from '../room/request.ts'
import type { FieldMap } from '../ticketForm.ts'

/** Values by the name or id of the ticket's field. */
export type Given = Record<string, unknown>

/** Names of fields that our guides propose where a form may name them. */
export const snakeCase = {
  name: 'room_name',
  site: 'site',
  building: 'building',
  floor: 'floor',
  module: 'module',
  capacity: 'capacity',
  address: 'address',
  services: 'services',
  licence: 'licence',
  phoneNumber: 'phone_number',
  enterpriseVoice: 'enterprise_voice',
  meetingPolicy: 'meeting_policy',
  callingPolicy: 'calling_policy',
  registrarPool: 'registrar_pool',
  neighbour: 'neighbour',
  dialPlan: 'dial_plan',
  voicePolicy: 'voice_policy',
  dialIn: 'dial_in',
  dialOut: 'dial_out',
  usageLocation: 'usage_location',
  timeZone: 'time_zone',
  installOn: 'installation_date',
  password: 'password',
  action: 'action',
} as const satisfies FieldMap

const numbers = new Set(['module', 'capacity'])
const truths = new Set(['enterpriseVoice', 'dialIn'])

/** A room of what a ticket's fields hold. Problems are told by the ticket's own name of the field, which is what the owner of the form knows. */
export const roomOf = (map: FieldMap) =>
  z.record(z.string(), z.unknown()).transform((given, context): Room => {
    const { data, error } = roomSchema.safeParse(toFields(given, map))
    for (const { path, message } of error?.issues ?? [])
      context.addIssue({ code: 'custom', path: [nameIn(map, String(path[0]))], message })
    return data ?? z.NEVER
  })

/** The name that the ticket has for a field of the room. */
export const nameIn = (map: FieldMap, field: string): string =>
  Object.entries(map).find(([known]) => known === field)?.[1] ?? field

/** The items of a ticket that ask for a room, from 1. A form has fields for several; who leaves the name of one empty does not want it. */
export function itemsIn(maps: FieldMap[], given: Given): { item: number; map: FieldMap }[] {
  const all = maps.map((map, index) => ({ item: index + 1, map }))
  const wanted = all.filter(({ map }) => map.name !== undefined && textOf(given[map.name]) !== '')
  // Of a form that was left empty, what is missing is said.
  return wanted.length > 0 ? wanted : all.slice(0, 1)
}

/** A date in the past is right for a later event of a ticket, and wrong for its first. */
export function findDayFault(
  room: Room,
  isNew: boolean,
  today: string,
  pathOf: (field: string) => string,
): FieldProblem[] {
  const problem = isNew ? findDateProblem(room, today) : undefined
  return problem ? [{ ...problem, path: pathOf(problem.path) }] : []
}

const toFields = (given: Given, map: FieldMap): Given =>
  Object.fromEntries(
    Object.entries(map).flatMap(([field, name]) => {
      const text = textOf(given[name])
      return text === '' ? [] : [[field, toValue(field, text)]]
    }),
  )

function toValue(field: string, text: string): unknown {
  if (truths.has(field)) return { true: true, yes: true, false: false, no: false }[text.toLowerCase()] ?? text
  return numbers.has(field) && /^\d{1,9}$/.test(text) ? Number(text) : text
}

/** What a person sees in the field: of a choice its value, of a list with one entry that entry, of midnight the day. HTML and formulas are text like any other. */
function textOf(value: unknown): string {
  if (typeof value === 'string') return value.trim().replace(/^(\d{4}-\d\d-\d\d)T00:00:00(?:\.0+)?Z?$/, '$1')
  if (typeof value === 'number' || typeof value === 'boolean') return String(value)
  if (Array.isArray(value)) return value.length > 1 ? value.map(textOf).join(', ') : textOf(value[0])
  return value !== null && typeof value === 'object' && 'value' in value ? textOf(value.value) : ''
}
