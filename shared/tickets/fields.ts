import { z } from 'zod'
import type { FieldProblem } from '../room/problems.ts'
import { roomSchema, type Room } from '../room/request.ts'
import { findRoomProblems, type RoomRules } from '../room/roomRules.ts'
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
  profile: 'profile',
  city: 'city',
  audioDevice: 'audio_device',
  videoDevice: 'video_device',
  displayDevice: 'display_device',
  wheelchairAccessible: 'wheelchair_accessible',
  tags: 'tags',
  roomList: 'room_list',
  'workingHours.days': 'working_days',
  'workingHours.start': 'working_from',
  'workingHours.end': 'working_until',
  language: 'language',
  calendarView: 'calendar_view',
  mailTip: 'mail_tip',
  mobilePolicy: 'mobile_policy',
  hidden: 'hidden',
  installOn: 'installation_date',
  installer: 'installer',
  password: 'password',
  graceDays: 'grace_days',
  action: 'action',
} as const satisfies FieldMap

const numbers = new Set(['module', 'capacity', 'graceDays'])
const truths = new Set(['enterpriseVoice', 'dialIn', 'wheelchairAccessible', 'hidden'])
/** Separated by commas. */
const lists = new Set(['tags', 'workingHours.days'])

/** A room of what a ticket's fields hold. Problems are told by the ticket's own name of the field, which is what the owner of the form knows. */
export const roomOf = (map: FieldMap) =>
  z.record(z.string(), z.unknown()).transform((given, context): Room => {
    const { data, error } = roomSchema.safeParse(toFields(given, map))
    for (const { path, message } of error?.issues ?? [])
      context.addIssue({ code: 'custom', path: [nameIn(map, path.map(String).join('.'))], message })
    return data ?? z.NEVER
  })

/** The name that the ticket has for a field of the room, for the first part of one that has parts, or for something in a list. */
export function nameIn(map: FieldMap, field: string): string {
  const known = Object.entries(map)
  const found =
    known.find(([one]) => field === one || field.startsWith(`${one}.`)) ??
    known.find(([one]) => one.startsWith(`${field}.`))
  return found?.[1] ?? field
}

/** The items of a ticket that ask for a room, from 1. A form has fields for several; who leaves the name of one empty does not want it. */
export function itemsIn(maps: FieldMap[], given: Given): { item: number; map: FieldMap }[] {
  const all = maps.map((map, index) => ({ item: index + 1, map }))
  const wanted = all.filter(({ map }) => map.name !== undefined && textOf(given[map.name]) !== '')
  // Of a form that was left empty, what is missing is said.
  return wanted.length > 0 ? wanted : all.slice(0, 1)
}

/** Told by the ticket's own names of fields. */
export function findRoomFaults(
  room: Room,
  isNew: boolean,
  rules: RoomRules,
  pathOf: (field: string) => string,
): FieldProblem[] {
  return findRoomProblems(room, rules, isNew).map((problem) => ({ ...problem, path: pathOf(problem.path) }))
}

function toFields(given: Given, map: FieldMap): Given {
  const fields: Given = {}
  for (const [field, name] of Object.entries(map)) {
    const text = textOf(given[name])
    if (text === '') continue
    const [whole = '', part] = field.split('.')
    const value = toValue(field, text)
    fields[whole] = part === undefined ? value : { ...Object(fields[whole]), [part]: value }
  }
  return fields
}

function toValue(field: string, text: string): unknown {
  if (lists.has(field)) return text.split(',').map((one) => one.trim())
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
