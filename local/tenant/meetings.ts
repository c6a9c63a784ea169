import type { World } from './world.ts'

/** A meeting as it stands in the calendar of a mailbox; times are ISO. */
export interface Meeting {
  subject: string
  /** An address, of this tenant or of another. */
  organizer: string
  start: string
  end: string
  /** That of its invitation; absent where the calendar alone was told. */
  id?: string
  /** Absent: accepted. */
  response?: 'accepted' | 'tentativelyAccepted'
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

/** In truth at once, and shown when it was delivered. */
export function addMeeting({ meetings }: World, mailbox: string, meeting: Meeting): void {
  meetings.write(mailbox, [...(meetings.truth(mailbox) ?? []), meeting], 'meetingReceived')
}

export function dropMeeting({ meetings }: World, mailbox: string, id: string): void {
  const held = meetings.truth(mailbox) ?? []
  const left = held.filter((meeting) => meeting.id !== id)
  if (left.length < held.length) meetings.write(mailbox, left, 'meetingReceived')
}
