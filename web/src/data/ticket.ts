/** The number that people know. Some systems need their own id behind it; the form and the API have no ticket, only a stand-in. */
export function ticketOf(request: {
  source?: string | undefined
  ticket?: string | undefined
  item?: number | undefined
}): string {
  const { source, ticket = '', item = 1 } = request
  if (source === 'api') return 'none'
  const number = source === 'servicenow' ? (ticket.split(':')[0] ?? '') : ticket
  return item > 1 ? `${number}, room ${item}` : number
}
