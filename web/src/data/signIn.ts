import { UserManager, WebStorageStateStore, type User } from 'oidc-client-ts'

interface Settings {
  authority: string
  clientId: string
  /** Has the access token made for the API. */
  scope: string
}

export interface Session {
  name: string
  token: string
  roles: string[]
  /** Asking, cancelling and trying again are for some roles. Where the sign-in names no roles, the API alone decides. */
  mayChange: boolean
  /** What the service needs of the tenant is for those who look after it. */
  mayCheck: boolean
  /** Changing accounts, lists of rooms, the quarantine, and having the tenant looked at, are for administrators. */
  mayAdminister: boolean
  signOut(): Promise<void>
  /** Forgets the token, which the API does not take any more. */
  signInAgain(): Promise<void>
}

const changers = ['Requester', 'Administrator']
const checkers = ['Administrator', 'Reader']

/** Who is signed in already, if somebody is. Nobody is asked. */
export async function findSession(): Promise<Session | undefined> {
  return sessionOf(await makeManager())
}

/** Signs in with authorization code and PKCE, and comes back to the page that was asked for. Tokens stay in this tab. */
export async function signIn(): Promise<Session> {
  const manager = await makeManager()
  if (location.pathname === '/signed-in') {
    const user = await manager.signinCallback()
    history.replaceState(null, '', typeof user?.state === 'string' ? user.state : '/')
  }
  const session = await sessionOf(manager)
  if (session) return session
  await manager.signinRedirect({ state: location.pathname + location.search })
  return new Promise(() => {})
}

async function makeManager(): Promise<UserManager> {
  const { authority, clientId, scope } = (await (await fetch('/settings.json')).json()) as Settings
  return new UserManager({
    authority,
    client_id: clientId,
    redirect_uri: `${location.origin}/signed-in`,
    post_logout_redirect_uri: `${location.origin}/signed-out`,
    scope,
    userStore: new WebStorageStateStore({ store: sessionStorage }),
  })
}

async function sessionOf(manager: UserManager): Promise<Session | undefined> {
  const user = await manager.getUser()
  return user && !user.expired ? toSession(manager, user) : undefined
}

function toSession(manager: UserManager, { access_token: token, profile }: User): Session {
  const claimed = profile['roles']
  const roles = Array.isArray(claimed) ? claimed.map(String) : []
  const isOneOf = (some: string[]): boolean => roles.length === 0 || roles.some((role) => some.includes(role))
  return {
    name: profile.name ?? '',
    token,
    roles,
    mayChange: isOneOf(changers),
    mayCheck: isOneOf(checkers),
    mayAdminister: isOneOf(['Administrator']),
    signOut: () => manager.signoutRedirect(),
    async signInAgain() {
      await manager.removeUser()
      location.reload()
    },
  }
}
