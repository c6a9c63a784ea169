/** What a promise was rejected with; what it resolved with, where it was not. */
export const failureOf = (running: Promise<unknown>): Promise<unknown> => running.catch((error: unknown) => error)
