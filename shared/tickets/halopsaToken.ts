import { z } from 'zod'
import { Transient } from '../http/transient.ts'
import type { DeskAccess } from './ticketSystem.ts'

type Headers = Record<string, string>

/**
 * Headers that sign us in, by OAuth 2.0 client credentials at `/auth/token` of the instance. A token is asked for again for each piece of work: it is short, and nothing has to be known about the clock.
 * https://usehalo.com/swagger/ (read 2026-11-21)
 */
export const makeHaloToken =
  ({ url, key, send }: DeskAccess) =>
  async (): Promise<Headers> => {
    const [client = '', secret = ''] = key.reveal().split(/:(.*)/s)
    const form = { grant_type: 'client_credentials', client_id: client, client_secret: secret, scope: 'all' }
    const response = await send({
      method: 'POST',
      url: `${url}/auth/token`,
      headers: { accept: 'application/json', 'content-type': 'application/x-www-form-urlencoded' },
      body: new URLSearchParams(form).toString(),
    })
    const { data } = tokenSchema.safeParse(await response.json().catch(() => undefined))
    if (!response.ok || !data) throw new Transient(`the ticketing system answered ${response.status} to the sign-in`)
    return { authorization: `Bearer ${data.access_token}` }
  }

const tokenSchema = z.object({ access_token: z.string().min(1) })
