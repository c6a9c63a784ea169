import { ApiProblem, makeApi, type Api } from './api.ts'
import { el, show } from './dom.ts'
import { showForm } from './form.ts'
import { showList, showProblems, showRequest } from './requestPages.ts'
import { signIn } from './signIn.ts'

async function open(api: Api): Promise<void> {
  const path = location.pathname
  const request = /^\/requests\/([\w-]+)$/.exec(path)?.[1]
  if (request !== undefined) return showRequest(api, request, () => location.pathname === path)
  return path === '/new' ? showForm(api, (to) => go(api, to)) : showList(api)
}

function go(api: Api, path: string): void {
  history.pushState(null, '', path)
  void guarded(() => open(api))
}

/** Whatever goes wrong is said on the page, with what to do. */
async function guarded(work: () => Promise<void>): Promise<void> {
  try {
    await work()
  } catch (error) {
    const text = error instanceof Error ? error.message : String(error)
    const remedy = error instanceof ApiProblem ? error.remedy : 'Reload the page.'
    show(
      'That did not work',
      el('div', { class: 'panel', role: 'alert' }, el('p', { class: 'problem' }, text), el('p', {}, remedy)),
    )
  }
}

async function start(): Promise<void> {
  if (location.pathname === '/problems') return showProblems()
  const user = await signIn()
  document.getElementById('who')?.replaceChildren(user.profile.name ?? '')
  const api = makeApi(user.access_token)
  addEventListener('popstate', () => void guarded(() => open(api)))
  return open(api)
}

void guarded(start)
