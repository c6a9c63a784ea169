const tokens = /"(?:[^"\\]|\\.)*"(\s*:)?|[{}]/g

/** A name that an object of this JSON has twice. Parsers differ in which one counts, so a message with it does not say one thing. The text is JSON already. */
export function findRepeatedName(text: string): string | undefined {
  const open: Set<string>[] = []
  for (const [token, colon] of text.matchAll(tokens)) {
    if (token === '{') open.push(new Set())
    else if (token === '}') open.pop()
    else if (colon !== undefined) {
      const name = JSON.parse(token.slice(0, -colon.length)) as string
      if (open.at(-1)?.has(name)) return name
      open.at(-1)?.add(name)
    }
  }
  return undefined
}
