import { createHash, createHmac, randomBytes, timingSafeEqual } from 'node:crypto'
import type { Secret } from './secret.ts'

/** The id of a request is made from where it comes from, so every delivery of it, at any front, gets the same. */
export const requestIdOf = (source: string, ticket: string, item: number): string =>
  createHash('sha256')
    .update(JSON.stringify([source, ticket, item]))
    .digest('hex')
    .slice(0, 20)

/** Of what comes from nowhere that could name it. */
export const newId = (): string => randomBytes(10).toString('hex')

/** What a 202 hands out: the id, and a mark by which the front knows later that it handed it out, even while no table has it. */
export const markId = (id: string, key: Secret): string => `${id}-${markOf(id, key)}`

/** The id in what a caller sends, and whether the mark is ours. An id without a mark is fine where the request is known. */
export function readMarkedId(text: string, key: Secret): { id: string; isOurs: boolean } | undefined {
  const [, id, mark] = /^([0-9a-f]{20})(?:-([0-9a-f]{12}))?$/.exec(text) ?? []
  if (id === undefined) return undefined
  return { id, isOurs: mark !== undefined && timingSafeEqual(Buffer.from(mark), Buffer.from(markOf(id, key))) }
}

const markOf = (id: string, key: Secret): string =>
  createHmac('sha256', key.reveal()).update(id).digest('hex').slice(0, 12)
