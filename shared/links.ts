import type { Certificates } from './room/certificates.ts'
import type { Links } from './room/answers.ts'
import type { RequestRecord } from './room/record.ts'

/** What answers carry: addresses, and what the installer has to do. */
export const makeLinks =
  ({ site, reveal, certificates }: { site: string; reveal: string; certificates: Certificates }) =>
  ({ id, claims }: RequestRecord): Links => ({
    request: `${site}/requests/${id}`,
    problems: `${site}/problems`,
    certificates,
    reveal: reveal
      .replaceAll('{request}', id)
      .replaceAll('{secret}', claims.find(({ kind, isDone }) => kind === 'password' && isDone)?.name ?? ''),
  })
