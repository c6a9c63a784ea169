import { json, type Door } from '../../shared/http/edge.ts'
import type { SignIn } from '../../shared/http/signIn.ts'
import { countPaperLicences } from '../../shared/room/capabilities.ts'
import type { SkypeRooms } from '../../shared/store/skypeRooms.ts'

interface Needs {
  signIn: SignIn
  skypeRooms: Pick<SkypeRooms, 'list'>
}

/** GET /api/client-licences: how many client access licences the rooms on Skype for Business Server need that requests have made ready. Whether they are owned no service shows. */
export const readClientLicences = ({ signIn, skypeRooms }: Needs): Door => ({
  name: 'readClientLicences',
  route: 'api/client-licences',
  methods: ['GET'],
  handler: async function readClientLicences(request) {
    await signIn(request.headers, ['Administrator', 'Reader'])
    return json(200, { licences: countPaperLicences(await skypeRooms.list()) })
  },
})
