import { z } from 'zod'
import type { TicketState } from './room/answers.ts'
import { roomSchema, type Room } from './room/request.ts'

/** Fields of a room that a ticket has a field for; a device is bound later. */
export type RoomField =
  | Exclude<keyof Room, 'device' | 'workingHours'>
  | `workingHours.${keyof NonNullable<Room['workingHours']>}`

/** Field of the room → the name or id of the ticket's field that holds it. */
export type FieldMap = Partial<Record<RoomField, string>>

/** The system's own words for the states of a ticket; `cancelled` marks one whose request is withdrawn. */
export type States = Record<TicketState | 'cancelled', string>

const { device: _, workingHours, ...roomFields } = roomSchema.shape
const fieldNames = [
  ...Object.keys(roomFields),
  ...Object.keys(workingHours.unwrap().shape).map((part) => `workingHours.${part}`),
]
const word = z.string().trim().min(1).max(64)
const mapSchema = z
  .strictObject(Object.fromEntries(fieldNames.map((name) => [name, word.optional()])))
  .refine(({ name, site, usageLocation }) => name && site && usageLocation)
  .transform((map): FieldMap => map)

/** One map, or one for each room that a ticket can ask for, in their order. */
export const fieldMapsSchema = z.union([mapSchema.transform((one) => [one]), z.array(mapSchema).min(1).max(20)])

/** The words that differ from the usual ones, or all of them where there are none. */
export function statesSchema({ areNumbers = false, areAll = false }: { areNumbers?: boolean; areAll?: boolean }) {
  const one = areNumbers ? word.regex(/^-?\d{1,9}$/) : word
  const each = areAll ? one : one.optional()
  return z
    .strictObject({ 'in-progress': each, waiting: each, resolved: each, failed: each, cancelled: each })
    .transform((states) => states as Partial<States>)
}
