import { ApiProblem, makeApi, type Api } from './api.ts'
import { el, show, wordsOf } from './dom.ts'
import { showForm } from './form.ts'
import { showList } from './listPage.ts'
import { showPreflight } from './preflightPage.ts'
import { showProblems } from './problemsPage.ts'
import { showRequest } from './requestPage.ts'
import { signIn, type Session } from './signIn.ts'

const requestPath = /^\/requests\/([\w-]+)$/
const home = () => el('p', {}, el('a', { href: '/' }, 'All requests'))
let page = new AbortController()

/** Shows the page of the address; the page before it stops looking. */
async function open(api: Api, session: Session): Promise<void> {
  page.abort()
  page = new AbortController()
  const { signal } = page
  const request = requestPath.exec(location.pathname)?.[1]
  if (request !== undefined) return showRequest(api, request, signal, session.mayChange)
  if (location.pathname === '/preflight') return showPreflight(api, signal, !isOnlyReader(session))
  if (location.pathname !== '/new') return showList(api, signal, session.mayChange)
  return session.mayChange ? showForm(api, (to) => go(api, session, to)) : showNotAllowed(session)
}

function go(api: Api, session: Session, path: string): void {
  history.pushState(null, '', path)
  void guarded(() => open(api, session), session)
}

const isOnlyReader = ({ roles }: Session): boolean => roles.length > 0 && !roles.includes('Administrator')

const showNotAllowed = ({ roles }: Session): void =>
  show(
    'Ask for a room',
    el('p', {}, `Requesters and administrators can ask for a room. You are signed in as ${roles.join(', ')}.`),
    home(),
  )

/** Whatever goes wrong is said on the page, with what to do. */
async function guarded(work: () => Promise<void>, session?: Session): Promise<void> {
  try {
    await work()
  } catch (error) {
    const { says, remedy } = wordsOf(error)
    const panel = el('div', { class: 'panel', role: 'alert' }, el('p', { class: 'problem' }, says), el('p', {}, remedy))
    const isSignedOut = error instanceof ApiProblem && error.status === 401
    show('That did not work', panel, isSignedOut && session ? signInButton(session) : home())
  }
}

const signInButton = (session: Session): HTMLElement =>
  el('p', {}, el('button', { click: () => void session.signInAgain() }, 'Sign in again'))

function showPerson(session: Session): void {
  const out = el('button', { class: 'link', click: () => void guarded(() => session.signOut()) }, 'Sign out')
  document.getElementById('who')?.replaceChildren(session.name, ' ', out)
  if (!session.mayChange) document.getElementById('ask')?.remove()
  if (!session.mayCheck) document.getElementById('preflight')?.remove()
}

const pages = [requestPath, /^\/(?:new|preflight|signed-in)?$/]

async function start(): Promise<void> {
  const path = location.pathname
  if (path === '/problems') return showProblems()
  if (path === '/signed-out') return show('You are signed out', el('p', {}, el('a', { href: '/' }, 'Sign in again')))
  if (!pages.some((one) => one.test(path)))
    return show('There is no such page', el('p', {}, `Nothing is found at ${path}.`), home())
  const session = await signIn()
  showPerson(session)
  const api = makeApi(session.token)
  addEventListener('popstate', () => void guarded(() => open(api, session), session))
  return guarded(() => open(api, session), session)
}

void guarded(start)
