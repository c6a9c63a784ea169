/** A list in parts of at most `size`. */
export const chunk = <T>(items: readonly T[], size: number): T[][] =>
  Array.from({ length: Math.ceil(items.length / size) }, (_, part) => items.slice(part * size, (part + 1) * size))

/** A list in as few parts as there can be, none longer as JSON than `longest` characters, commas counted, or of more than `most` items. */
export function chunkByLength<T>(items: readonly T[], longest: number, most = Infinity): T[][] {
  const parts: T[][] = []
  let room = 0
  for (const item of items) {
    const length = JSON.stringify(item).length + 1
    if (length > room || parts.at(-1)?.length === most) {
      parts.push([])
      room = longest
    }
    parts.at(-1)?.push(item)
    room -= length
  }
  return parts
}
