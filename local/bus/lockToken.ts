/** Service Bus writes a lock token as a .NET Guid into the delivery tag: the first three groups are little-endian. */
function swapGroups(bytes: Buffer): Buffer {
  const swapped = Buffer.from(bytes)
  swapped.subarray(0, 4).reverse()
  swapped.subarray(4, 6).reverse()
  swapped.subarray(6, 8).reverse()
  return swapped
}

export const toDeliveryTag = (lock: string): Buffer => swapGroups(Buffer.from(lock, 'hex'))

export const fromDeliveryTag = (tag: Buffer | string): string => swapGroups(Buffer.from(tag)).toString('hex')
