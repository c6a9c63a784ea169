import type { Properties } from './entityStore.ts'
import { Refusal, notSupported } from './refusal.ts'

const ownedByTheService = /^(PartitionKey|RowKey|Timestamp(@odata\.type)?|odata\..*)$/
/** In bytes (learn: rest/api/storageservices/understanding-the-table-service-data-model). */
const longestProperty = 64 * 1024
const longestEntity = 1024 * 1024

/** The properties that the service keeps of what a client sends; a null is no value. */
export function toProperties(body: Properties): Properties {
  const properties = Object.entries(body).filter(([name, value]) => !ownedByTheService.test(name) && value !== null)
  let entityBytes = 0
  for (const [name, value] of properties) {
    if (!isPlain(value) || name.includes('@')) throw notSupported(`the type of the property ${name}`)
    const bytes = typeof value === 'string' ? 2 * value.length : 8
    if (bytes > longestProperty) throw new Refusal('PropertyValueTooLarge')
    entityBytes += 2 * name.length + bytes
  }
  if (entityBytes > longestEntity) throw new Refusal('EntityTooLarge')
  return Object.fromEntries(properties)
}

/** What JSON shows without an annotation: text, booleans, doubles and integers of 32 bits. */
function isPlain(value: unknown): boolean {
  if (Number.isInteger(value)) return value === Number(value) >> 0
  return ['string', 'boolean', 'number'].includes(typeof value)
}
