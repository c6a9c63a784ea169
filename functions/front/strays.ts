import { json, type Door } from '../../shared/http/edge.ts'
import type { SignIn } from '../../shared/http/signIn.ts'
import type { Strays } from '../../shared/store/strays.ts'

interface Needs {
  signIn: SignIn
  strays: Pick<Strays, 'read'>
}

/** GET /api/strays: rooms whose addresses do not follow the naming pattern, as the rooms were listed last; without `readAt` they were not listed yet. */
export const readStrays = ({ signIn, strays }: Needs): Door => ({
  name: 'readStrays',
  route: 'api/strays',
  methods: ['GET'],
  handler: async function readStrays(request) {
    await signIn(request.headers, ['Administrator', 'Reader'])
    return json(200, (await strays.read()) ?? { rooms: 0, count: 0, strays: [] })
  },
})
