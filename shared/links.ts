import type { Certificates } from './room/certificates.ts'
import type { Links } from './room/answers.ts'
import type { RequestRecord } from './room/record.ts'

/** What answers carry: addresses, and what the installer has to do. */
export const makeLinks =
  ({ site, certificates }: { site: string; certificates: Certificates }) =>
  ({ id }: RequestRecord): Links => ({
    request: `${site}/requests/${id}`,
    problems: `${site}/problems`,
    certificates,
    handover: `${site}/requests/${id}/handover`,
  })
