import { createHash } from 'node:crypto'

/** Azure allows 512 characters; the rest is for what a key begins with. */
const longestKey = 400

/**
 * Any text as a part of a key: Azure Tables forbids / \ # ? and control characters there. The same text gives the same key, another one another, and it is never too long.
 * What would be too long becomes its digest; no other key begins with its sign.
 */
export function toKey(text: string): string {
  const key = Buffer.from(text).toString('base64url')
  return key.length <= longestKey ? key : `~${createHash('sha256').update(text).digest('base64url')}`
}
