import { z } from 'zod'
import type { LoggedSignIn } from '../room/signInErrors.ts'
import type { Failed } from './effect.ts'
import type { Graph } from './graph.ts'
import { firstFailure } from './users.ts'

export interface SignInLog {
  /** What the log has of an account since then, the newest first; refused where the tenant has no Entra ID P1. */
  readSignInLog(address: string, since: string): Promise<LoggedSignIn[] | Failed>
}

/** More than one page says nothing more about a first sign-in. */
const mostLines = 100

/** Microsoft, graph/api/signin-list. It shows sign-ins as they arrive in the log, minutes later. */
export const makeSignInLog = (graph: Graph): SignInLog => ({
  async readSignInLog(address, since) {
    const filter = `userPrincipalName eq '${address.replaceAll("'", "''")}' and createdDateTime ge ${since}`
    const url = `/auditLogs/signIns?$filter=${encodeURIComponent(filter)}&$top=${mostLines}`
    const answers = await graph.batch([{ id: 'log', method: 'GET', url }])
    return firstFailure(answers) ?? readLines(answers.get('log')?.body)
  },
})

const lines = z.object({
  value: z.array(z.object({ createdDateTime: z.string(), status: z.object({ errorCode: z.number() }) })),
})

const readLines = (body: unknown): LoggedSignIn[] =>
  lines.parse(body).value.map(({ createdDateTime: at, status }) => ({ at, code: status.errorCode }))
