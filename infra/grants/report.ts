/** What became of one thing that must be there. */
export interface Line {
  what: string
  state: 'there' | 'made' | 'taken away' | 'to be made' | 'to be taken away' | 'too much' | 'by hand' | 'failed'
  more?: string
}

export const toText = (lines: readonly Line[]): string => {
  const width = Math.max(...lines.map(({ state }) => state.length))
  return lines
    .map(({ what, state, more }) => `${state.padEnd(width)}  ${what}${more ? `\n${' '.repeat(width)}  ${more}` : ''}`)
    .join('\n')
}

/** Something is left that a second run, or a person, must do. */
export const isWhole = (lines: readonly Line[]): boolean =>
  !lines.some(({ state }) => state === 'failed' || state === 'to be made')
