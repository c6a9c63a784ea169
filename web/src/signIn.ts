import { UserManager, WebStorageStateStore, type User } from 'oidc-client-ts'

interface Settings {
  authority: string
  clientId: string
}

/** Signs in with authorization code and PKCE, and comes back to the page that was asked for. Tokens stay in this tab. */
export async function signIn(): Promise<User> {
  const { authority, clientId } = (await (await fetch('/settings.json')).json()) as Settings
  const manager = new UserManager({
    authority,
    client_id: clientId,
    redirect_uri: `${location.origin}/signed-in`,
    scope: 'openid profile',
    userStore: new WebStorageStateStore({ store: sessionStorage }),
  })
  if (location.pathname === '/signed-in') {
    const user = await manager.signinCallback()
    history.replaceState(null, '', typeof user?.state === 'string' ? user.state : '/')
  }
  const user = await manager.getUser()
  if (user && !user.expired) return user
  await manager.signinRedirect({ state: location.pathname })
  return new Promise(() => {})
}
