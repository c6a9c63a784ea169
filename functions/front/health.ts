import { json, type Door } from '../../shared/http/edge.ts'
import type { Requests } from '../../shared/store/requests.ts'

/** GET /api/health: whether this app can do its work, for load balancers and people; says nothing that an outsider could use. */
export const health = ({ requests }: { requests: Pick<Requests, 'read'> }): Door => ({
  name: 'health',
  route: 'api/health',
  methods: ['GET'],
  handler: async function health() {
    const isReadable = await requests.read('health').then(
      () => true,
      () => false,
    )
    return json(isReadable ? 200 : 503, { status: isReadable ? 'ok' : 'tables do not answer' })
  },
})
