import type { DisplayNamePart, DisplayNamePattern, Piece } from './pattern.ts'
import type { Room } from './request.ts'

/** Exchange Online, `Set-Mailbox -DisplayName`: at most 256 characters. */
const longestDisplayName = 256

/** Left out one after the other when a name would be too long; the room itself never is. */
const dispensable: DisplayNamePart[] = ['building', 'capacity', 'floor', 'site']

type Values = Record<DisplayNamePart, string | undefined>

/** The name that people see. A part that is not given takes its brackets and one separator with it; what people typed stays as it is. */
export function displayNameOf(
  room: Pick<Room, 'site' | 'building' | 'floor' | 'name' | 'capacity'>,
  { pieces }: DisplayNamePattern,
): string {
  const tokens = nest(pieces.flatMap(toTokens))
  const { site, building, floor, name, capacity } = room
  let values: Values = { site, building, floor, room: name, capacity: capacity?.toString() }
  for (const part of dispensable) {
    if (say(tokens, values).length <= longestDisplayName) break
    values = { ...values, [part]: undefined }
  }
  return say(tokens, values)
}

type Token =
  | { kind: 'part'; part: DisplayNamePart }
  | { kind: 'words' | 'gap'; text: string }
  | { kind: 'group'; open: string; close: string; tokens: Token[] }

const closing: Record<string, string> = { '(': ')', '[': ']' }

/** Brackets and gaps stand alone: they are what a missing part takes with it. */
function toTokens(piece: Piece<DisplayNamePart>): Token[] {
  if (piece.kind === 'part') return [piece]
  return Array.from(piece.text.matchAll(/[()[\]]|[^\p{L}\p{N}()[\]]+|[\p{L}\p{N}]+/gu), ([text]) =>
    /^[\p{L}\p{N}()[\]]/u.test(text) ? { kind: 'words', text } : { kind: 'gap', text },
  )
}

/** A bracket that is never closed is a character like any other. */
function nest(tokens: Token[]): Token[] {
  const nested: Token[] = []
  for (let at = 0; at < tokens.length; at++) {
    const token = tokens[at]
    if (token === undefined) break
    const end = token.kind === 'words' ? findClose(tokens, at, token.text) : -1
    if (token.kind !== 'words' || end < 0) {
      nested.push(token)
      continue
    }
    const inside = nest(tokens.slice(at + 1, end))
    nested.push({ kind: 'group', open: token.text, close: closing[token.text] ?? '', tokens: inside })
    at = end
  }
  return nested
}

function findClose(tokens: Token[], from: number, open: string): number {
  let depth = 0
  for (let at = from; closing[open] !== undefined && at < tokens.length; at++) {
    const token = tokens[at]
    if (token?.kind !== 'words') continue
    if (token.text === open) depth++
    if (token.text === closing[open] && --depth === 0) return at
  }
  return -1
}

/** Gaps beside something missing become one, the one that says most; at an end they go. */
function say(tokens: Token[], values: Values): string {
  let said = ''
  let gap = ''
  let isMissing = false
  for (const token of tokens) {
    const text = textOf(token, values)
    if (token.kind === 'gap') gap = isMissing ? tellingMore(gap, token.text) : gap + token.text
    else if (text === undefined) isMissing = true
    else {
      said += (isMissing && said === '' ? '' : gap) + text
      gap = ''
      isMissing = false
    }
  }
  return isMissing ? said : said + gap
}

const tellingMore = (one: string, other: string): string => (one.trim().length > other.trim().length ? one : other)

function textOf(token: Token, values: Values): string | undefined {
  if (token.kind === 'part') return values[token.part]
  if (token.kind !== 'group') return token.text
  const parts = partsIn(token.tokens)
  const isEmpty = parts.length > 0 && parts.every((part) => values[part] === undefined)
  return isEmpty ? undefined : `${token.open}${say(token.tokens, values)}${token.close}`
}

const partsIn = (tokens: Token[]): DisplayNamePart[] =>
  tokens.flatMap((token) => {
    if (token.kind === 'group') return partsIn(token.tokens)
    return token.kind === 'part' ? [token.part] : []
  })
