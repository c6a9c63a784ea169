export const ROLES = ['Requester', 'Approver', 'Administrator', 'Reader'] as const
export type Role = (typeof ROLES)[number]

/** Who a token speaks for. */
export interface Identity {
  /** Object id in the directory. */
  id: string
  name: string
  username: string
  role: Role
}

/** Who one can sign in as, by the name that the sign-in form sends. */
export const people: Record<string, Identity> = {
  rita: {
    id: '5d2f1c3a-0a51-4c0e-9a3e-6b1f0d7e1001',
    name: 'Rita Requester',
    username: 'rita@contoso.onmicrosoft.com',
    role: 'Requester',
  },
  adam: {
    id: '5d2f1c3a-0a51-4c0e-9a3e-6b1f0d7e1002',
    name: 'Adam Approver',
    username: 'adam@contoso.onmicrosoft.com',
    role: 'Approver',
  },
  ada: {
    id: '5d2f1c3a-0a51-4c0e-9a3e-6b1f0d7e1003',
    name: 'Ada Administrator',
    username: 'ada@contoso.onmicrosoft.com',
    role: 'Administrator',
  },
  rolf: {
    id: '5d2f1c3a-0a51-4c0e-9a3e-6b1f0d7e1004',
    name: 'Rolf Reader',
    username: 'rolf@contoso.onmicrosoft.com',
    role: 'Reader',
  },
}

/** The client that may take a token without a person. */
export const SCRIPTS_CLIENT = 'local-scripts'

export const toScript = (role: Role): Identity => ({
  id: '5d2f1c3a-0a51-4c0e-9a3e-6b1f0d7e2001',
  name: 'Local scripts',
  username: `${SCRIPTS_CLIENT}@contoso.onmicrosoft.com`,
  role,
})
