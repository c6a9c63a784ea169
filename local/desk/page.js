const EVERY_MS = 2000

/** Replaces only the parts that changed, so that scroll, selection and focus stay where they are. */
async function refresh() {
  const answer = await fetch(location.href)
  if (!answer.ok) return
  const fresh = new DOMParser().parseFromString(await answer.text(), 'text/html')
  for (const part of document.querySelectorAll('[data-live]')) {
    const next = fresh.getElementById(part.id)
    if (next && next.innerHTML !== part.innerHTML) replace(part, next)
  }
}

function replace(part, next) {
  const focused = part.contains(document.activeElement) ? document.activeElement.id : ''
  part.replaceChildren(...next.childNodes)
  if (focused) document.getElementById(focused)?.focus({ preventScroll: true })
}

/** A desk that is away is asked again; a page that nobody sees asks nothing. */
async function keepFresh() {
  if (!document.hidden) await refresh().catch(() => undefined)
  setTimeout(keepFresh, EVERY_MS)
}

setTimeout(keepFresh, EVERY_MS)

/** The button that was pressed is a part of what is sent; what is empty is not given. */
async function send(form, submitter) {
  const given = [...new FormData(form, submitter)].filter(([, value]) => value !== '')
  const fields = Object.fromEntries(given)
  if (fields.state === 'requested') delete fields.reason
  const answer = await fetch(form.dataset.sends, {
    method: 'PUT',
    headers: { 'content-type': 'application/json', accept: 'application/json' },
    body: JSON.stringify(fields),
  })
  return answer.ok ? '' : (await answer.json()).error
}

document.addEventListener('submit', async (event) => {
  event.preventDefault()
  const form = event.target
  const problem = form.querySelector('[role=alert]')
  problem.textContent = await send(form, event.submitter).catch(() => 'The desk does not answer.')
  if (!problem.textContent) await refresh().catch(() => undefined)
})
