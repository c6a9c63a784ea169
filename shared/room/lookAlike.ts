/** Letters by those of ASCII that they are taken for, as their capitals are drawn: people write names in both, so both must have one skeleton. */
const twins: Record<string, string> = {
  // Latin letters that lose no accent when they are decomposed
  ø: 'o',
  đ: 'd',
  ð: 'd',
  ł: 'l',
  ħ: 'h',
  ŧ: 't',
  ı: 'i',
  ß: 'ss',
  æ: 'ae',
  œ: 'oe',
  // Cyrillic
  а: 'a',
  в: 'b',
  е: 'e',
  з: '3',
  і: 'i',
  ј: 'j',
  к: 'k',
  м: 'm',
  н: 'h',
  о: 'o',
  р: 'p',
  с: 'c',
  ѕ: 's',
  т: 't',
  у: 'y',
  х: 'x',
  ԁ: 'd',
  ԛ: 'q',
  ԝ: 'w',
  // Greek
  α: 'a',
  β: 'b',
  ε: 'e',
  ζ: 'z',
  η: 'h',
  ι: 'i',
  κ: 'k',
  μ: 'm',
  ν: 'n',
  ο: 'o',
  ρ: 'p',
  τ: 't',
  υ: 'y',
  χ: 'x',
}

/** Longer signs are written out as the shorter ones that they look like: the other way round, "vvv" could be read in two ways. */
const strokes: Record<string, string> = { o: '0', i: '1', l: '1', '|': '1', m: 'rn', w: 'vv' }

/**
 * Names that people could take for each other have the same skeleton; it is made to be compared, not to be shown.
 * Numbers stay what they are, apart from zeros in front: 1 and 01 are alike; 1, 11 and 1-1 are not.
 */
export function skeletonOf(name: string): string {
  const tokens = fold(name).match(/[\p{L}\p{M}\p{N}\p{So}\p{Sm}\p{Sc}]+/gu) ?? []
  const joined = tokens.reduce(
    (text, token, at) => text + (at > 0 && isBetweenNumbers(tokens[at - 1] ?? '', token) ? '.' : '') + toStrokes(token),
    '',
  )
  // A name of signs alone is compared as it is.
  return joined === '' ? name.normalize('NFKC').trim() : joined
}

export interface KnownName {
  address: string
  name: string
}

/** Those that people could take for the name, the same name included. */
export function findLookAlikes(name: string, known: KnownName[]): KnownName[] {
  const skeleton = skeletonOf(name)
  return known.filter((other) => skeletonOf(other.name) === skeleton)
}

/** Accents of Latin, Greek and Cyrillic go, and what chooses the look of a sign; marks of other scripts are vowels and stay. */
const fold = (name: string): string =>
  Array.from(
    name
      .normalize('NFKD')
      .toUpperCase()
      .toLowerCase()
      .normalize('NFKD')
      .replaceAll(/[\u0300-\u036f\ufe00-\ufe0f\p{Cf}]/gu, ''),
    (letter) => twins[letter === 'ς' ? 'σ' : letter] ?? letter,
  ).join('')

const withoutLeadingZeros = (token: string): string =>
  /^[0-9oil|]+$/.test(token) && /[0-9]/.test(token)
    ? token.replace(/^[0o]+(?=.)/, '')
    : token.replaceAll(/(?<![0-9])0+(?=[0-9])/g, '')

const toStrokes = (token: string): string =>
  Array.from(withoutLeadingZeros(token), (letter) => strokes[letter] ?? letter).join('')

/** "1 1" is not 11, but "Hall 1" is Hall1. */
const isBetweenNumbers = (before: string, after: string): boolean =>
  isNumber(/[0-9oil|]*$/.exec(before)?.[0] ?? '', before) && isNumber(/^[0-9oil|]*/.exec(after)?.[0] ?? '', after)

/** Letters alone are a number where they stand for themselves and are few, as in "Room II". */
const isNumber = (run: string, token: string): boolean => /[0-9]/.test(run) || (run === token && run.length <= 2)
