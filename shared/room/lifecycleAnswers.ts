import { installerOf } from './handover.ts'
import type { Links } from './answers.ts'
import type { LifecycleAction } from './lifecycle.ts'
import { isCheck, lifecycleOf, type Answer, type RequestRecord } from './record.ts'
import { sayCheck } from './signIn.ts'

/** What a requester reads about the actions on an account that exists, beside those that set one up. */
interface Words {
  accepted: (room: string) => string
  plan: (facts: Answer['facts']) => string
  /** Completes "… could not be". */
  done: string
}

const words: Record<LifecycleAction, Words> = {
  rotate: {
    accepted: (room) =>
      `The request for a new password of the room ${room} was accepted. You get an answer here when it is set.`,
    plan: ({ address }) =>
      `The room mailbox ${address} gets a new password. Its settings and meetings stay as they are; the device on the wall has to be signed in anew.`,
    done: 'given a new password',
  },
  retire: {
    accepted: (room) =>
      `The request to give up the room ${room} was accepted. Its plan follows; nothing is done before.`,
    plan: ({ address, meetings }) =>
      `The room ${address} takes no new bookings from now on. Organisers are not written to by this service: tell those of the meetings that it still has.\n${meetings}`,
    done: 'given up',
  },
}

export function sayAccepted(record: RequestRecord, room: string): string {
  const action = lifecycleOf(record)
  if (action) return words[action].accepted(room)
  return isCheck(record)
    ? `The request to check the room ${room} was accepted. You get the result here; nothing is changed.`
    : `The request for the room ${room} was accepted. You get an answer here when it is ready.`
}

export function sayLifecyclePlan(record: RequestRecord, facts: Answer['facts']): string {
  const action = lifecycleOf(record)
  return action ? words[action].plan(facts) : ''
}

export function sayNotDone(record: RequestRecord, room: string): string {
  const action = lifecycleOf(record)
  return `The room ${room} could not be ${action ? words[action].done : isCheck(record) ? 'checked' : 'made ready'}.`
}

export const rotatedLines = (record: RequestRecord, room: string, links: Links): string[] => [
  `The room ${room} has a new password.`,
  `Account: ${record.account}`,
  'The device that was signed in with the old one is signed out: have somebody sign it in with the new one.',
  `Sign-in data, shown once to ${installerOf(record) ?? 'the installer'}: ${links.handover}`,
  ...(record.signIn?.attempt === record.attempts ? sayCheck(record.signIn) : []),
]

export const retiredLines = (room: string, { address, until, devices }: Answer['facts']): string[] => [
  `The room ${room} is given up. Its account ${address} is deleted, its licences are free.`,
  ...(devices ? [`Free for another room: ${devices}.`] : []),
  `Until ${until} it can be brought back with its calendar: open a request that sets it up again.`,
]
