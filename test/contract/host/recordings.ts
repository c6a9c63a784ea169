import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'

/** Taken from the Durable extension 3.14.1 on Functions host 4.1037 with Azure Storage, while it ran `fixtures/app`. */
const folder = join(import.meta.dirname, 'fixtures/recordings')

export interface RecordedCall {
  request: { method: string; url: string; body?: unknown }
  response: { status: number; headers: Record<string, string>; body: unknown }
}

/** What the extension gave to the worker and what came back. */
export interface RecordedInvocation {
  function: string
  hostToWorker: {
    inputDataName: string
    inputDataKind: string[]
    decoded: unknown
    triggerMetadataKeys: Record<string, string[]>
  }
  workerToHost: {
    returnValueKind: string[]
    decoded: unknown
    result: { exception?: { message: string } }
  }
}

/** The same from the local host, as the app's recorder wrote it. */
export interface LocalInvocation {
  function: string
  inputDataName: string
  inputDataKind: string[]
  decoded: unknown
  triggerMetadataKeys: Record<string, string[]>
  answer: { returnValueKind: string[]; decoded: unknown; message?: string }
}

const read = (kind: string, name: string): unknown => JSON.parse(readFileSync(join(folder, kind, name), 'utf8'))

export const recordedNames = (kind: 'http' | 'orchestrator' | 'activity' | 'trigger'): string[] =>
  readdirSync(join(folder, kind)).toSorted()

export const recordedCall = (name: string) => read('http', name) as RecordedCall
export const recordedInvocation = (kind: 'orchestrator' | 'activity' | 'trigger', name: string) =>
  read(kind, name) as RecordedInvocation

const masks: [RegExp, string][] = [
  // The serialised .NET exception and stacks may be shortened.
  [/\{\\*"\$type\\*":\\*"System\.Exception, System\.Private\.CoreLib.*$/gs, 'EXCEPTION'],
  [/, StackTrace: .*$/gs, ', StackTrace'],
  [/(known orchestrator functions: ).*$/g, '$1…'],
  [/\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(?:\.\d{1,7})?(?:Z|\+00:00)/g, 'TIME'],
  [/[0-9a-f]{8}-?(?:[0-9a-f]{4}-?){3}[0-9a-f]{12}/g, 'GUID'],
  [/http:\/\/[\w.]+:\d+\//g, 'ORIGIN/'],
  [/code=\w+/g, 'code=KEY'],
]

/** Their values are .NET's own, or differ from run to run. */
const maskedKeys = ['StackTrace', 'ExceptionMessage', 'early']

/** Makes times, generated ids, addresses, keys and stacks equal. */
export function masked(value: unknown): unknown {
  if (typeof value === 'string') return masks.reduce((text, [pattern, by]) => text.replaceAll(pattern, by), value)
  if (Array.isArray(value)) return value.map(masked)
  if (typeof value !== 'object' || value === null) return value
  return Object.fromEntries(
    Object.entries(value).map(([key, inner]) => [key, maskedKeys.includes(key) ? '…' : masked(inner)]),
  )
}
