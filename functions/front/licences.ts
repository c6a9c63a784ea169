import { json, type Door } from '../../shared/http/edge.ts'
import type { SignIn } from '../../shared/http/signIn.ts'
import { withReserved } from '../../shared/room/licenceStock.ts'
import type { LicenceStocks } from '../../shared/store/licenceStocks.ts'
import type { Reservations } from '../../shared/store/reservations.ts'

interface Needs {
  signIn: SignIn
  licenceStocks: Pick<LicenceStocks, 'read'>
  reservations: Pick<Reservations, 'countQueue'>
}

/** GET /api/licences: units of each licence for rooms, as the tenant was read last (`observedAt`), and how many are left beside those kept for requests, as they wait now; without `observedAt` nobody has read them yet. */
export const readLicences = ({ signIn, licenceStocks, reservations }: Needs): Door => ({
  name: 'readLicences',
  route: 'api/licences',
  methods: ['GET'],
  handler: async function readLicences(request) {
    await signIn(request.headers, ['Approver', 'Administrator', 'Reader'])
    const { observedAt, licences = [] } = (await licenceStocks.read()) ?? {}
    const left = await Promise.all(
      licences.map(async (licence) => withReserved(licence, await reservations.countQueue(licence.skuId))),
    )
    return json(200, { observedAt, licences: left })
  },
})
