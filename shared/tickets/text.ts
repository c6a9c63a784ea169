/** Plain text for a field that is HTML: nothing of it is markup, and lines stay lines. */
export const toHtml = (text: string): string =>
  text
    .replaceAll('&', '&amp;')
    .replaceAll('<', '&lt;')
    .replaceAll('>', '&gt;')
    .replaceAll('"', '&quot;')
    .replaceAll('\n', '<br>')

/** Whether a comment, as text or as HTML, is the answer with this reference; `abc/1` does not stand in `abc/12`. */
export const holdsReference = (comment: string, reference: string): boolean => {
  const at = comment.indexOf(reference)
  return at >= 0 && !/^\d/.test(comment.slice(at + reference.length))
}

/** Milliseconds since 1970 of a time of ISO 8601 as these systems write it: with an offset with or without a colon, or with none, which is UTC. NaN for anything else. */
export function toTime(text: string): number {
  const [, local = '', offset = 'Z'] =
    /^(\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(?:\.\d+)?)(Z|[+-]\d\d:?\d\d)?$/.exec(text) ?? []
  return Date.parse(`${local}${offset.replace(/^(...)(\d\d)$/, '$1:$2')}`)
}
