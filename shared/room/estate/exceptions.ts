import { z } from 'zod'
import { emailAddress } from '../request.ts'
import { catalogue } from '../settings/catalogue.ts'

const settings = new Set(catalogue.map(({ id }) => id))

/** Somebody answers for it that a setting stays as it is, until a day. */
export const exceptionSchema = z.strictObject({
  setting: z.string().refine((id) => settings.has(id), 'is not a known setting'),
  owner: emailAddress.describe('Who answers for it'),
  reason: z.string().trim().min(1, 'must say why').max(500, 'must be at most 500 characters'),
  until: z.iso.date('must be a date such as 2027-01-31').describe('The last day that it holds'),
})

export interface Exception extends z.output<typeof exceptionSchema> {
  /** Who granted it, and when. */
  by: string
  at: string
}

/** Nobody answers for ever; a year is long enough to ask again. */
const longestDays = 366

export function findExceptionProblem(until: string, now: Date): { path: string; detail: string } | undefined {
  const today = now.toISOString().slice(0, 10)
  if (until < today) return { path: 'until', detail: `${until} is in the past; give today or a later day` }
  const days = (Date.parse(until) - now.getTime()) / 86_400_000
  return days > longestDays ? { path: 'until', detail: 'must be within a year; it can be granted again' } : undefined
}

/** One a setting: the newest. */
export const grantException = (exceptions: Exception[], granted: Exception): Exception[] => [
  ...exceptions.filter(({ setting }) => setting !== granted.setting),
  granted,
]

export const endException = (exceptions: Exception[], ended: string): Exception[] =>
  exceptions.filter(({ setting }) => setting !== ended)

export const activeExceptions = (exceptions: Exception[], today: string): Exception[] =>
  exceptions.filter(({ until }) => until >= today)
