import { randomUUID } from 'node:crypto'
import type { HttpRequest } from '@azure/functions'
import { z } from 'zod'
import { parseBy } from './edge.ts'

const schema = z.string().regex(/^[\w-]{8,64}$/, 'must be 8 to 64 letters, digits, - or _')

/** What makes sending again asking once; without the header each is asked for anew. */
export const readKey = ({ headers }: HttpRequest): string =>
  parseBy(schema, headers.get('idempotency-key') ?? randomUUID(), 'idempotency-key')
