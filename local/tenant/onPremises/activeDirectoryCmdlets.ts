import { isPassword } from '../password.ts'
import { change, parseFilter } from './cmdlet.ts'
import type { CmdletFunction, OnPremisesView } from './cmdlet.ts'
import { distinguishedName, forest, isPasswordExpired } from './directory.ts'
import type { AdAccount, DirectoryObject } from './directory.ts'
import { fail, failBinding, failUnsupported } from './failure.ts'
import { isStrongEnough, withPassword } from './objects.ts'

type User = DirectoryObject & { account: AdAccount }

const isUser = (object: DirectoryObject): object is User => object.account !== null

export const getAdUser: CmdletFunction<'Get-ADUser'> = ({ Identity, Filter }, view) => {
  if (Boolean(Identity) === Boolean(Filter))
    failBinding('Parameter set cannot be resolved using the specified named parameters.')
  const found = Identity ? [findAdUser(view, Identity)] : filterUsers(view, Filter ?? '')
  return found.map((user) => showUser(user, view.now))
}

/** The forms that -Identity takes: distinguished name, GUID, SID or logon name, but no principal name (page Get-ADUser). */
function findAdUser({ directory }: OnPremisesView, identity: string): User {
  const wanted = identity.toLowerCase()
  const user = directory
    .all()
    .filter(isUser)
    .find((one) =>
      [one.id, one.account.samAccountName, distinguishedName(one)].some((key) => key.toLowerCase() === wanted),
    )
  return user ?? failNoIdentity(identity)
}

export function failNoIdentity(identity: string): never {
  fail('ADIdentityNotFoundException', `Cannot find an object with identity: '${identity}' under: '${forest.root}'.`)
}

function filterUsers({ directory }: OnPremisesView, filter: string): User[] {
  const criteria = parseFilter(filter) ?? failUnsupported(`the filter ${filter}`)
  const values = ({ account, mail, proxyAddresses }: User): Record<string, string[]> => ({
    userprincipalname: [account.userPrincipalName],
    samaccountname: [account.samAccountName],
    mail: mail ? [mail] : [],
    proxyaddresses: proxyAddresses,
  })
  return directory
    .all()
    .filter(isUser)
    .filter((user) =>
      criteria.some(({ property, value }) => {
        const held = values(user)[property.toLowerCase()] ?? failUnsupported(`the filter property ${property}`)
        return held.some((one) => one.toLowerCase() === value.toLowerCase())
      }),
    )
}

function showUser(user: User, now: string): object {
  const { account, proxyAddresses } = user
  return {
    SamAccountName: account.samAccountName,
    UserPrincipalName: account.userPrincipalName,
    DistinguishedName: distinguishedName(user),
    Name: user.name,
    DisplayName: user.displayName,
    ObjectGUID: user.id,
    Enabled: account.enabled,
    PasswordNeverExpires: account.passwordNeverExpires,
    CannotChangePassword: account.cannotChangePassword,
    PasswordLastSet: account.passwordLastSet,
    PasswordExpired: isPasswordExpired(account, now),
    adminCount: account.adminCount,
    mail: user.mail,
    proxyAddresses,
    Office: user.office,
    OfficePhone: user.phone,
    ...account.person,
  }
}

export const setAdUser: CmdletFunction<'Set-ADUser'> = ({ Identity, ...given }, view) => {
  const user = findAdUser(view, Identity ?? '')
  const { account } = user
  const enabled = given.Enabled ?? account.enabled
  if (enabled) refuseEnabling(user)
  change(view, user, {
    ...user,
    displayName: given.DisplayName ?? user.displayName,
    office: given.Office === undefined ? user.office : given.Office,
    phone: given.OfficePhone === undefined ? user.phone : given.OfficePhone,
    account: {
      ...account,
      enabled,
      passwordNeverExpires: given.PasswordNeverExpires ?? account.passwordNeverExpires,
      cannotChangePassword: given.CannotChangePassword ?? account.cannotChangePassword,
    },
  })
  return []
}

/** Active Directory does not enable an account whose password would break the policy, and so none without one. */
function refuseEnabling({ account }: User): void {
  if (!account.enabled && account.passwordLastSet === null) failWeak()
}

function failWeak(): never {
  fail(
    'ADPasswordComplexityException',
    'The password does not meet the length, complexity, or history requirement of the domain.',
  )
}

export const setAdAccountPassword: CmdletFunction<'Set-ADAccountPassword'> = (
  { Identity, Reset, NewPassword },
  view,
) => {
  const user = findAdUser(view, Identity ?? '')
  if (!Reset) failUnsupported('Set-ADAccountPassword without Reset, which asks for the old password')
  if (NewPassword === undefined || NewPassword === null)
    failUnsupported('Set-ADAccountPassword without NewPassword, which asks a person')
  if (!isStrongEnough(NewPassword, user)) failWeak()
  // No history is kept: a password that was set before is set again, with a new date.
  view.directory.put({ ...user, account: withPassword(user.account, NewPassword, view.now) })
  return []
}

export const enableAdAccount: CmdletFunction<'Enable-ADAccount'> = ({ Identity }, view) =>
  setEnabled(view, Identity ?? '', true)

export const disableAdAccount: CmdletFunction<'Disable-ADAccount'> = ({ Identity }, view) =>
  setEnabled(view, Identity ?? '', false)

function setEnabled(view: OnPremisesView, identity: string, enabled: boolean): object[] {
  const user = findAdUser(view, identity)
  if (enabled) refuseEnabling(user)
  change(view, user, { ...user, account: { ...user.account, enabled } })
  return []
}

/** As PrincipalContext.ValidateCredentials answers, and then why, which the runbook reads from the account. */
export const testRoomSignIn: CmdletFunction<'Test-RoomSignIn'> = ({ Identity, Password }, view) => {
  const { account } = findAdUser(view, Identity ?? '')
  return [signIn(account, Password ?? '', view.now)]
}

function signIn(account: AdAccount, password: string, now: string): { isSignedIn: boolean; reason: string | null } {
  const refused = (reason: string) => ({ isSignedIn: false, reason })
  if (!account.enabled) return refused('disabled')
  if (isPasswordExpired(account, now)) return refused('passwordExpired')
  if (!account.password || !isPassword(password, account.password)) return refused('wrongPassword')
  return { isSignedIn: true, reason: null }
}
