/** Requests, work on many accounts, and everything else that is asked for is named so. */
export const idShape = /^[0-9a-f]{20}$/
