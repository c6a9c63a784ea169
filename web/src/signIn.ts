import { UserManager, WebStorageStateStore, type User } from 'oidc-client-ts'

interface Settings {
  authority: string
  clientId: string
}

export interface Session {
  name: string
  token: string
  roles: string[]
  /** Asking, cancelling and trying again are for some roles. Where the sign-in names no roles, the API alone decides. */
  mayChange: boolean
  /** What the service needs of the tenant is for those who look after it. */
  mayCheck: boolean
  signOut(): Promise<void>
  /** Forgets the token, which the API does not take any more. */
  signInAgain(): Promise<void>
}

const changers = ['Requester', 'Administrator']
const checkers = ['Administrator', 'Reader']

/** Signs in with authorization code and PKCE, and comes back to the page that was asked for. Tokens stay in this tab. */
export async function signIn(): Promise<Session> {
  const { authority, clientId } = (await (await fetch('/settings.json')).json()) as Settings
  const manager = new UserManager({
    authority,
    client_id: clientId,
    redirect_uri: `${location.origin}/signed-in`,
    post_logout_redirect_uri: `${location.origin}/signed-out`,
    scope: 'openid profile',
    userStore: new WebStorageStateStore({ store: sessionStorage }),
  })
  if (location.pathname === '/signed-in') {
    const user = await manager.signinCallback()
    history.replaceState(null, '', typeof user?.state === 'string' ? user.state : '/')
  }
  const user = await manager.getUser()
  if (user && !user.expired) return toSession(manager, user)
  await manager.signinRedirect({ state: location.pathname + location.search })
  return new Promise(() => {})
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
    signOut: () => manager.signoutRedirect(),
    async signInAgain() {
      await manager.removeUser()
      location.reload()
    },
  }
}
