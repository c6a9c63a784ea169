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
