import type { CmdletResult, Listing } from './cmdlet.ts'
import { refuseCmdlet } from './failure.ts'

/** Where a listing goes on: after this id, with so many left of what was asked for. */
interface Bookmark {
  after: string
  left: number | null
}

export interface Page {
  value: object[]
  warnings: string[]
  skipToken?: string
}

const more =
  'There are more results available than are currently displayed. To view them, increase the value for the ResultSize parameter.'

/** One page of what a cmdlet gave. Going on by id, not by position, neither doubles nor skips when others come and go. */
export function toPage(
  { value = [], listing, warnings = [] }: CmdletResult,
  pageSize: number,
  skipToken: string | null,
): Page {
  return listing ? pageOf(listing, pageSize, skipToken) : { value, warnings }
}

function pageOf(listing: Listing, pageSize: number, skipToken: string | null): Page {
  const { found, most } = listing
  const bookmark = skipToken === null ? { after: '', left: most } : parseBookmark(skipToken)
  const left = bookmark.left ?? Infinity
  const rest = found.filter(({ id }) => id > bookmark.after)
  const shown = rest.slice(0, Math.min(pageSize, left))
  const value = shown.map((recipient) => listing.show(recipient))
  const last = shown.at(-1)
  if (!last || shown.length === rest.length) return { value, warnings: [] }
  if (shown.length >= left) return { value, warnings: [more] }
  const next: Bookmark = { after: last.id, left: left === Infinity ? null : left - shown.length }
  return { value, warnings: [], skipToken: Buffer.from(JSON.stringify(next)).toString('base64url') }
}

function parseBookmark(skipToken: string): Bookmark {
  try {
    return JSON.parse(Buffer.from(skipToken, 'base64url').toString()) as Bookmark
  } catch {
    return refuseCmdlet('The skip token is not valid.')
  }
}
