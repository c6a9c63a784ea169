import type { ListedRequest } from './api.ts'

const ends = new Set<ListedRequest['state']>(['ready', 'rejected', 'cancelled', 'needs a person'])

export const hasEnded = ({ state }: Pick<ListedRequest, 'state'>): boolean => ends.has(state)

/** Also while the request looks at its ticket or its room meanwhile, which takes it out of the state "waiting" for moments. */
export const isUndecided = (request: Pick<ListedRequest, 'state' | 'approval'>): boolean =>
  request.approval !== undefined && request.approval.decision === undefined && !hasEnded(request)
