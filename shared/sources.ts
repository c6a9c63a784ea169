/** The ticketing systems that we speak with, by the name in the address of their webhook. */
export const sourceNames = ['generic', 'servicenow'] as const
export type SourceName = (typeof sourceNames)[number]

/** Requests of the form and the API come from no ticketing system; their answers stand on the page alone. */
export const apiSource = 'api'
