import { Problem } from '../../shared/room/problems.ts'

/** What a promise was rejected with; what it resolved with, where it was not. */
export const failureOf = (running: Promise<unknown>): Promise<unknown> => running.catch((error: unknown) => error)

/** The paths of the fields that a reading complains about. */
export function pathsOf(reading: () => unknown): string[] {
  try {
    reading()
  } catch (error) {
    if (error instanceof Problem) return error.fields.map(({ path }) => path)
    throw error
  }
  return []
}
