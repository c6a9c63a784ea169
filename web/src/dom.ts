import { ApiProblem } from './api.ts'

type Attributes = Record<string, string | boolean | ((event: Event) => void)>

/** An element. Children that are text become text nodes, so nothing that people typed is ever markup. */
export function el<K extends keyof HTMLElementTagNameMap>(
  tag: K,
  attributes: Attributes = {},
  ...children: (Node | string)[]
): HTMLElementTagNameMap[K] {
  const node = document.createElement(tag)
  for (const [name, value] of Object.entries(attributes)) {
    if (typeof value === 'function') node.addEventListener(name, value)
    else if (value !== false) node.setAttribute(name, value === true ? '' : value)
  }
  node.append(...children)
  return node
}

/** Gives an element these children. Those that are equal to what stands there stay, and with them focus and selection. */
export function fill(parent: Element, ...children: Node[]): void {
  const wanted = new Set<Node>(children)
  children.forEach((child, place) => {
    const old = parent.childNodes[place]
    if (old === undefined) parent.append(child)
    else if (wanted.has(old) && old !== child) old.before(child)
    else if (old !== child && !old.isEqualNode(child)) old.replaceWith(child)
  })
  while (parent.childNodes.length > children.length) parent.lastChild?.remove()
}

/** Text that a screen reader announces when it changes must not be set when it does not. */
export function say(element: Element | null, text: string): void {
  if (element && element.textContent !== text) element.textContent = text
}

/** Puts a page in place, names it, and hands it to the keyboard and the screen reader. */
export function show(title: string, ...content: (Node | string)[]): void {
  const main = document.querySelector('main')
  main?.replaceChildren(el('h1', {}, ''), ...content)
  rename(title)
  main?.focus({ preventScroll: true })
}

/** Another name for the page that is shown. */
export function rename(title: string): void {
  document.title = `${title} · Roomwright`
  say(document.querySelector('main h1'), title)
}

/** What went wrong, and what to do. */
export const wordsOf = (error: unknown): { says: string; remedy: string } => ({
  says: error instanceof Error ? error.message : String(error),
  remedy: error instanceof ApiProblem ? error.remedy : 'Reload the page.',
})
