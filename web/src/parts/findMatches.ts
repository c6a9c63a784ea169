/** The rows of which some text contains every word that was typed. */
export function findMatches<Row>(rows: Row[], text: string, textsOf: (row: Row) => (string | undefined)[]): Row[] {
  const words = text.toLowerCase().split(/\s+/).filter(Boolean)
  if (words.length === 0) return rows
  return rows.filter((row) => {
    const all = textsOf(row).join('\n').toLowerCase()
    return words.every((word) => all.includes(word))
  })
}
