import type { DirectoryUser, Snapshot } from '../snapshot.ts'
import type { Setting } from './setting.ts'

const never = 'DisablePasswordExpiration'
const listPolicies = (policies: string): string[] =>
  policies.split(/,\s*/).filter((policy) => policy !== '' && policy !== 'None' && policy !== never)

export const neverExpires = (policies: string): boolean => policies.includes(never)
/** Policies stand side by side in one text; another one that somebody set stays. */
export const withNeverExpires = (policies: string): string => [...listPolicies(policies), never].join(', ')
export const withoutNeverExpires = (policies: string): string => listPolicies(policies).join(', ') || 'None'

/** The account where it is mastered: in Active Directory where it stands there, else in Entra ID. */
export const accountOf = ({
  directory,
  user,
}: Snapshot): Omit<DirectoryUser, 'isPrivileged' | 'personalDetails'> | undefined =>
  directory ?? (user && { ...user, neverExpires: neverExpires(user.passwordPolicies) })

const account = (rest: Omit<Setting, 'pane'>): Setting => ({ ...rest, pane: 'Account' })

/** The Entra user that signs in to the device. Source of the requirements: Microsoft's Teams Rooms pages on resource accounts and authentication. */
export const accountSettings: Setting[] = [
  account({
    id: 'account.enabled',
    title: 'Sign-in allowed',
    why: 'A device cannot sign in with a blocked account.',
    step: 'ensureAccount',
    target: { userProperty: 'accountEnabled' },
    read: (snapshot) => accountOf(snapshot)?.isEnabled,
    wanted: () => true,
  }),
  account({
    id: 'account.hasPassword',
    title: 'Has a password',
    why: 'The device signs in with it.',
    step: 'ensureAccount',
    read: (snapshot) => {
      const account = accountOf(snapshot)
      return account && account.passwordChangedAt !== undefined
    },
    wanted: () => true,
  }),
  account({
    id: 'account.passwordNeverExpires',
    title: 'Password never expires',
    why: 'When it expires, nobody can join a meeting in the room until someone types a new one on the device.',
    step: 'ensureAccount',
    target: { userProperty: 'passwordPolicies' },
    read: (snapshot) => accountOf(snapshot)?.neverExpires,
    wanted: () => true,
  }),
  account({
    id: 'account.usageLocation',
    title: 'Usage location',
    why: 'Without a country no licence can be assigned.',
    step: 'ensureAccount',
    target: { userProperty: 'usageLocation' },
    read: ({ user }) => user && (user.usageLocation ?? ''),
    wanted: (room) => room.usageLocation,
    isNeverEmptied: true,
  }),
  account({
    id: 'account.addressesAgree',
    title: 'Sign-in name equals e-mail address',
    why: 'Teams Rooms signs in with the e-mail address; a different sign-in name fails.',
    read: (snapshot) => {
      const upn = accountOf(snapshot)?.upn.toLowerCase()
      const { mailbox } = snapshot
      return upn !== undefined && mailbox ? upn === String(mailbox['PrimarySmtpAddress']).toLowerCase() : undefined
    },
    wanted: () => true,
  }),
]
