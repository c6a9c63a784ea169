import { systemClock } from '../../../shared/clock.ts'
import { makeSend } from '../../../shared/http/outbound.ts'
import { makeGraph, type Graph } from '../../../shared/microsoft365/graph.ts'
import { fetchToken, type Rehearsal } from './rehearsal.ts'

/** Our client over the tenant's Graph. */
export async function ourGraph({ tenant }: Pick<Rehearsal, 'tenant'>): Promise<Graph> {
  const token = await fetchToken(tenant, 'https://graph.microsoft.com')
  return makeGraph({
    url: tenant.url,
    scope: 'https://graph.microsoft.com/.default',
    credential: { getToken: async () => ({ token, expiresOnTimestamp: Infinity }) },
    send: makeSend({ clock: systemClock, inFlight: 2 }),
    clock: systemClock,
  })
}
