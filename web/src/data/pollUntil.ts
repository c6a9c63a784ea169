import { isTemporary } from './queries.ts'

const pauseMs = 700
const mostTries = 120

/** Reads again and again until it is so; gives the last reading where it never was. A connection that is lost meanwhile is waited for. */
export async function pollUntil<Value>(read: () => Promise<Value>, is: (value: Value) => boolean): Promise<Value> {
  for (let tries = 1; ; tries++) {
    const value = await read().catch((error: unknown) => {
      if (!isTemporary(error) || tries >= mostTries) throw error
    })
    if (value !== undefined && (is(value) || tries >= mostTries)) return value
    await new Promise((resolve) => setTimeout(resolve, pauseMs))
  }
}
