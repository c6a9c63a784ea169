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

/** Puts a page in place, names it, and hands it to the keyboard and the screen reader. */
export function show(title: string, ...content: (Node | string)[]): void {
  document.title = `${title} · Roomwright`
  const main = document.querySelector('main')
  main?.replaceChildren(el('h1', {}, title), ...content)
  main?.focus()
}

export const time = (iso: string | undefined): string => (iso === undefined ? '' : new Date(iso).toLocaleTimeString())
