import { randomUUID } from 'node:crypto'
import { appendFileSync, closeSync, existsSync, fstatSync, mkdirSync, openSync, readSync } from 'node:fs'
import { dirname } from 'node:path'
import type { Documents } from '../kit/documents.ts'
import { originalUrl } from './call.ts'
import type { Call } from './call.ts'

export interface JournalEntry {
  call: Call
  /** 0 when the connection was cut before anything was done. */
  status: number
  effect: boolean
  /** The service's, uncompressed. */
  latencyMs: number
  cmdlet?: string | undefined
  throttled?: true | undefined
  retryAfter?: string | undefined
  fault?: string | undefined
}

interface Line {
  id: string
  text: string
}

/**
 * One JSON line per call. `write` belongs inside the effect's transaction and gives what to do after it:
 * a kill between the two neither loses nor doubles the line of an effect.
 */
export interface Journal {
  write(entry: JournalEntry): () => void
}

export function openJournal(documents: Documents, file: string | undefined): Journal {
  if (!file) return { write: () => () => undefined }
  mkdirSync(dirname(file), { recursive: true, mode: 0o700 })
  const append = ({ text }: Line) => appendFileSync(file, text, { mode: 0o600 })
  const owed = documents.of<Line>('journalLine')
  const tail = readTail(file)
  for (const line of owed.all()) {
    if (!tail.includes(line.id)) append(line)
    owed.remove(line.id)
  }
  return {
    write(entry) {
      const id = randomUUID()
      const line = { id, text: `${JSON.stringify({ id, ...describe(entry) })}\n` }
      if (!entry.effect) return () => append(line)
      owed.put(id, line)
      return () => {
        append(line)
        owed.remove(id)
      }
    },
  }
}

function describe({ call, ...rest }: JournalEntry): object {
  const { surface, method, headers, body, batch, item } = call
  const masked = { ...headers, ...(headers['authorization'] && { authorization: '***' }) }
  const time = new Date().toISOString()
  return {
    time,
    surface,
    method,
    url: originalUrl(call),
    headers: masked,
    body: maskPasswords(body),
    batch,
    item,
    ...rest,
  }
}

/** Every value under a name that ends in "password" is hidden, however deep. */
function maskPasswords(body: unknown): unknown {
  const mask = (name: string, value: unknown) => (/password$/i.test(name) && typeof value !== 'boolean' ? '***' : value)
  return body === undefined ? undefined : JSON.parse(JSON.stringify(body, mask))
}

/** More than the few lines that one kill can leave owing. */
const tailBytes = 16_777_216

function readTail(file: string): string {
  if (!existsSync(file)) return ''
  const descriptor = openSync(file, 'r')
  const { size } = fstatSync(descriptor)
  const bytes = Buffer.alloc(Math.min(size, tailBytes))
  readSync(descriptor, bytes, 0, bytes.length, size - bytes.length)
  closeSync(descriptor)
  return bytes.toString()
}
