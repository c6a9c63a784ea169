import type { LicenceFamily, LicenceKind } from './licence.ts'
import { licenceOf } from './licenceCatalogue.ts'
import { countFree } from './licences.ts'
import type { Sku } from './snapshot.ts'

/** Units of one licence that rooms take, as the tenant was read. */
export interface StockedLicence {
  skuId: string
  name: string
  family: LicenceFamily
  /** Of a room licence. */
  kind?: LicenceKind
  bought: number
  /** Assigned, to whomever. */
  used: number
  /** That could be given out: within the limit of Teams Rooms Basic. */
  free: number
}

export interface LicenceStock {
  observedAt: string
  licences: StockedLicence[]
}

/** A unit is kept for each request that has a place in the queue of the licence. */
export interface LicencesLeft extends Omit<StockedLicence, 'free'> {
  reserved: number
  left: number
}

/** Room licences first, then what stands beside them; licences for people are nobody's business here. */
export const toStock = (skus: readonly Sku[]): StockedLicence[] =>
  skus
    .flatMap(({ skuId, partNumber, plans, free, consumed = 0 }): StockedLicence[] => {
      const licence = licenceOf({ skuId, partNumber, ...(plans && { plans }) })
      if (!licence || !families.includes(licence.family)) return []
      const { name, family, kind } = licence
      const units = { bought: free + consumed, used: consumed, free: Math.max(0, countFree(skuId, skus)) }
      return [{ skuId, name, family, ...(kind && { kind }), ...units }]
    })
    .toSorted((one, other) => families.indexOf(one.family) - families.indexOf(other.family))

const families: LicenceFamily[] = ['room', 'add-on', 'skype']

export const withReserved = ({ free, ...licence }: StockedLicence, reserved: number): LicencesLeft => ({
  ...licence,
  reserved,
  left: Math.max(0, free - reserved),
})
