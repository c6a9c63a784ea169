import type { Opening } from '../desk/opening.ts'

/** What must become of a sample. waiting: for a decision of an approver; refused: the webhook is answered with an error, and no request begins. */
export type Expected = 'ready' | 'needs a person' | 'waiting' | 'refused'

export interface Sample extends Opening {
  title: string
  expected: Expected
}

const rita = { name: 'Rita Requester', email: 'rita@contoso.onmicrosoft.com' }

const akerBrygge = {
  site: 'OSL',
  building: 'Aker Brygge 1',
  floor: 4,
  usageLocation: 'NO',
  timeZone: 'Europe/Oslo',
  services: 'teams',
}

/** A new room, an existing room with wrong settings, and one that cannot be done: the address is a person's mailbox. */
export const samples: Sample[] = [
  {
    source: 'generic',
    requester: rita,
    expected: 'ready',
    title: 'New meeting room: Conference Room 2',
    room: { ...akerBrygge, name: 'Conference Room 2', capacity: 12, address: 'confrm2@contoso.onmicrosoft.com' },
  },
  {
    source: 'servicenow',
    requester: rita,
    expected: 'ready',
    title: 'Make Conference Room 1 ready for Teams',
    room: { ...akerBrygge, name: 'Conference Room 1', capacity: 8, address: 'confrm1@contoso.onmicrosoft.com' },
  },
  {
    source: 'generic',
    requester: rita,
    expected: 'needs a person',
    title: 'New meeting room: Phone Booth',
    room: { ...akerBrygge, name: 'Phone Booth', capacity: 2, address: 'alice@contoso.onmicrosoft.com' },
  },
]

/**
 * A room that is right already, one whose account is disabled, one without a wanted address, one that is a person's kind of mailbox so far, Skype asked for,
 * one of each topology with servers (`contoso.com`: Skype Server; `emea.`: Exchange Server; `corp.`: both), a country that is none.
 */
export const more: Sample[] = [
  {
    source: 'jira',
    requester: rita,
    expected: 'ready',
    title: 'Check the board room',
    room: { ...akerBrygge, name: 'Board Room 1', capacity: 10, address: 'board1@contoso.onmicrosoft.com' },
  },
  {
    source: 'servicenow',
    requester: rita,
    expected: 'ready',
    title: 'Bring the old room back',
    room: { ...akerBrygge, name: 'Disabled Room 1', capacity: 10, address: 'disabled1@contoso.onmicrosoft.com' },
  },
  {
    source: 'zendesk',
    requester: rita,
    expected: 'ready',
    title: 'New meeting room on the fifth floor',
    room: { ...akerBrygge, name: 'Fjord', floor: 5, capacity: 4 },
  },
  {
    source: 'generic',
    requester: rita,
    expected: 'waiting',
    title: 'Make the reception a meeting room',
    room: { ...akerBrygge, name: 'Reception', floor: 1, capacity: 6, address: 'reception@contoso.onmicrosoft.com' },
  },
  {
    source: 'freshservice',
    requester: rita,
    expected: 'ready',
    title: 'New meeting room with Skype',
    room: {
      ...akerBrygge,
      name: 'Conference Room 3',
      capacity: 10,
      address: 'confrm3@contoso.onmicrosoft.com',
      services: 'both',
    },
  },
  {
    source: 'generic',
    requester: rita,
    expected: 'ready',
    title: 'New meeting room with Teams, and Skype on our server',
    room: {
      ...akerBrygge,
      name: 'Conference Room 7',
      capacity: 10,
      address: 'confrm7@contoso.com',
      services: 'both',
      neighbour: 'dan@contoso.com',
    },
  },
  {
    source: 'halopsa',
    requester: rita,
    expected: 'ready',
    title: 'New meeting room with Teams, its calendar on our server',
    room: { ...akerBrygge, name: 'Conference Room 8', capacity: 10, address: 'confrm8@emea.contoso.com' },
  },
  {
    source: 'generic',
    requester: rita,
    expected: 'ready',
    title: 'New meeting room with Skype, all on our servers',
    room: {
      ...akerBrygge,
      name: 'Conference Room 9',
      capacity: 10,
      address: 'confrm9@corp.contoso.com',
      services: 'skype',
      registrarPool: 'pool1.contoso.local',
    },
  },
  {
    source: 'generic',
    requester: rita,
    expected: 'refused',
    title: 'New meeting room in a country that is none',
    room: {
      ...akerBrygge,
      name: 'Conference Room 4',
      capacity: 10,
      address: 'confrm4@contoso.onmicrosoft.com',
      usageLocation: 'XX',
    },
  },
]
