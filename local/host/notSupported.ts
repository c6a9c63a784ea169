/** What is asked of the local host but left to the real one; the words are the same wherever it is met. */
export const notSupported = (what: string): Error => new Error(`not supported by the local host: ${what}`)
