import { createHmac } from 'node:crypto'
import { Refusal, notSupported } from './refusal.ts'

export interface Account {
  name: string
  /** Base64. */
  key: string
}

/** Shared Key Lite for tables (learn: rest/api/storageservices/authorize-with-shared-key), which @azure/data-tables signs with. */
export function checkSignature({ name, key }: Account, { headers, url }: Request): void {
  const { pathname, searchParams } = new URL(url)
  const scheme = headers.get('authorization')?.split(' ')[0] ?? (searchParams.has('sig') ? 'SAS' : 'SharedKeyLite')
  if (scheme !== 'SharedKeyLite') throw notSupported(`authorization by ${scheme}`)
  const comp = searchParams.get('comp')
  const resource = `/${name}${pathname}${comp ? `?comp=${comp}` : ''}`
  const date = headers.get('x-ms-date') ?? headers.get('date') ?? ''
  const signature = createHmac('sha256', Buffer.from(key, 'base64')).update(`${date}\n${resource}`).digest('base64')
  if (headers.get('authorization') !== `SharedKeyLite ${name}:${signature}`) throw new Refusal('AuthenticationFailed')
}
