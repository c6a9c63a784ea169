import type { OnPremisesSeed } from './seedOnPremises.ts'

const password = 'pass@word1'

/** Who is in the forest when a rehearsal starts; those of contoso.com are in the cloud too. */
export const onPremisesCast: readonly OnPremisesSeed[] = [
  {
    kind: 'user',
    address: 'dan@contoso.com',
    displayName: 'Dan Date',
    password,
    account: { person: { GivenName: 'Dan', Title: 'Planner' } },
    skype: { kind: 'user', registrarPool: 'pool1.contoso.local', enterpriseVoice: true, lineUri: 'tel:+4722000001' },
  },
  {
    kind: 'room',
    address: 'confrm5@corp.contoso.com',
    displayName: 'Conference Room 5',
    recipient: { resourceCapacity: 8 },
  },
  {
    kind: 'remoteRoom',
    address: 'confrm6@contoso.com',
    displayName: 'Conference Room 6',
    recipient: { remoteRoutingAddress: 'confrm6@contoso.mail.onmicrosoft.com' },
  },
  {
    kind: 'user',
    address: 'eve@corp.contoso.com',
    displayName: 'Eve Elder',
    password,
    account: { person: { GivenName: 'Eve', Title: 'Accountant' } },
  },
  {
    kind: 'account',
    address: 'root.admin@corp.contoso.com',
    displayName: 'Root Admin',
    account: { adminCount: 1 },
    password,
  },
]
