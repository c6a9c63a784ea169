import type { Look } from './look.ts'
import type { World } from './world.ts'

/** A meeting as it stands in one calendar; times are ISO, in UTC. */
export interface Meeting {
  id: string
  /** The id of the room whose calendar it is in; absent in a person's. */
  room?: string
  /** An address, of this tenant or of another. */
  organizer: string
  subject: string
  start: string
  end: string
  /** A cancelled one is no longer in the calendar. */
  response: 'accepted' | 'tentativelyAccepted' | 'cancelled'
}

/** An invitation as the organiser's mailbox has it, with what the invited answered. */
export interface OrganizedEvent {
  id: string
  organizerId: string
  subject: string
  body: { contentType: 'text' | 'html'; content: string }
  start: string
  end: string
  location: string | null
  attendees: Attendee[]
  createdDateTime: string
  transactionId: string | null
  isCancelled: boolean
}

export interface Attendee {
  address: string
  name: string
  type: 'required' | 'optional' | 'resource'
  response: 'none' | 'accepted' | 'declined'
  /** When it was answered. */
  answeredAt: string | null
}

/** What is in a room's calendar, as this look sees it. */
export function meetingsOf(world: World, look: Look, room: string): Meeting[] {
  return world.meetings
    .ids()
    .flatMap((id) => look(world.meetings, id) ?? [])
    .filter((meeting) => meeting.room === room && meeting.response !== 'cancelled')
}
