import { z } from 'zod'

/** A pattern is literal text and parts in braces that a room fills in. */
export type Piece<Part extends string> = { kind: 'part'; part: Part } | { kind: 'text'; text: string }

const addressParts = ['site', 'building', 'floor', 'room', 'module'] as const
const displayNameParts = ['site', 'building', 'floor', 'room', 'capacity'] as const

export type AddressPart = (typeof addressParts)[number]
export type DisplayNamePart = (typeof displayNameParts)[number]

/** How the part of an address before the @ is made. */
export interface NamePattern {
  text: string
  pieces: Piece<AddressPart>[]
  /** What every address made of it begins with, in small letters; empty where it begins with a part. */
  prefix: string
}

/** How the name that people see is made. */
export interface DisplayNamePattern {
  text: string
  pieces: Piece<DisplayNamePart>[]
}

const longestPattern = 100
/** A prefix must survive in a name that is cut, with room for what tells cut names apart. */
const longestLiteral = 40

/** `mtr-{site}-{floor}-{room}`, read once; every mistake is an issue of its own, which never repeats the text. */
export const namePattern = z.string().transform((text, context): NamePattern => {
  const { pieces, mistakes } = readPieces(text, addressParts)
  for (const message of [...mistakes, ...findAddressMistakes(pieces)]) context.addIssue({ code: 'custom', message })
  const [first] = pieces
  return { text, pieces, prefix: first?.kind === 'text' ? first.text.toLowerCase() : '' }
})

/** `{building} {room} ({capacity})`, read once. Words that belong to a part stand with it in brackets, and go when it is missing. */
export const displayNamePattern = z.string().transform((text, context): DisplayNamePattern => {
  const { pieces, mistakes } = readPieces(text, displayNameParts)
  if (/[\p{Cc}\p{Cf}\p{Zl}\p{Zp}]/u.test(text)) mistakes.push('must not have control or direction characters')
  if (/ {2}|^ | $/.test(text)) mistakes.push('must not begin or end with a space, nor have two in a row')
  for (const message of mistakes) context.addIssue({ code: 'custom', message })
  return { text, pieces }
})

function readPieces<Part extends string>(text: string, parts: readonly Part[]) {
  const pieces: Piece<Part>[] = []
  const mistakes: string[] = []
  for (const { 0: token, index } of text.matchAll(/\{[^{}]*\}|[^{}]+|[{}]/g)) {
    const part = parts.find((name) => token === `{${name}}`)
    if (part !== undefined) pieces.push({ kind: 'part', part })
    else if (/^[{}]$/.test(token)) mistakes.push(`has a brace at character ${index + 1} that opens or closes nothing`)
    else if (token.startsWith('{')) mistakes.push(`has an unknown part at character ${index + 1}`)
    else pieces.push({ kind: 'text', text: token })
  }
  return { pieces, mistakes: [...mistakes, ...findPartMistakes(text, pieces, mistakes.length > 0, parts)] }
}

function findPartMistakes(text: string, pieces: Piece<string>[], hasMistakes: boolean, known: readonly string[]) {
  const named = pieces.flatMap((piece) => (piece.kind === 'part' ? [piece.part] : []))
  const twice = known.filter((part) => named.indexOf(part) !== named.lastIndexOf(part))
  return [
    ...(hasMistakes ? [`can have the parts ${known.map((part) => `{${part}}`).join(', ')}`] : []),
    ...(text.length > longestPattern ? [`must be at most ${longestPattern} characters`] : []),
    ...twice.map((part) => `has {${part}} more than once`),
    ...(named.includes('room') || hasMistakes ? [] : [sayNoRoom(named)]),
  ]
}

const sayNoRoom = (named: string[]): string =>
  named.length === 0
    ? 'has no part in braces, so every room would get the same name; {room} is needed'
    : 'must have {room}, else all rooms of one place would get the same name'

/** What a user principal name takes without quoting, and slugs are made of. */
function findAddressMistakes(pieces: Piece<AddressPart>[]): string[] {
  const literals = pieces.flatMap((piece) => (piece.kind === 'text' ? [piece.text] : []))
  const ends = [pieces.at(0), pieces.at(-1)].map((piece) => (piece?.kind === 'text' ? piece.text : 'part'))
  return [
    ...(literals.every((text) => /^[A-Za-z0-9._-]*$/.test(text))
      ? []
      : ['must have nothing but a–z, digits and . - _ outside braces']),
    ...(literals.some((text) => /[._-]{2}/.test(text)) ? ['must not have two of . - _ in a row'] : []),
    ...(/^[._-]/.test(ends[0] ?? '') || /[._-]$/.test(ends[1] ?? '') ? ['must not begin or end with . - _'] : []),
    ...(literals.join('').length > longestLiteral
      ? [`must have at most ${longestLiteral} characters outside braces`]
      : []),
  ]
}

/** The name with the prefix in front; what stands there already, up to a separator of any kind, is not said twice. */
export function withPrefix(prefix: string, name: string): string {
  if (name.startsWith(prefix)) return name
  const [wanted, given] = [prefix, name].map((text) => text.replaceAll(/[._-]/g, '-'))
  let shared = 0
  while (shared < name.length && given?.[shared] === wanted?.[shared]) shared++
  return prefix + name.slice(name.slice(0, shared).search(/[._-][^._-]*$/) + 1)
}
