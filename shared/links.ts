import type { Links } from './room/answers.ts'
import type { RequestRecord } from './room/record.ts'

/** Addresses that answers carry. */
export const makeLinks =
  ({ site, reveal }: { site: string; reveal: string }) =>
  ({ id, claims }: RequestRecord): Links => ({
    request: `${site}/requests/${id}`,
    problems: `${site}/problems`,
    reveal: reveal
      .replaceAll('{request}', id)
      .replaceAll('{secret}', claims.find(({ kind, isDone }) => kind === 'password' && isDone)?.name ?? ''),
  })
