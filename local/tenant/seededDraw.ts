import { createHash } from 'node:crypto'

type Names = readonly (string | number)[]

/** The same seed and names give the same number for ever, whatever was drawn before: at least 0, less than 1. */
export function drawNumber(seed: number, ...names: Names): number {
  return digest(seed, names).readUInt32BE(0) / 2 ** 32
}

/** The same seed and names give the same GUID for ever. */
export function drawGuid(seed: number, ...names: Names): string {
  const bytes = digest(seed, names).subarray(0, 16)
  bytes.writeUInt8((bytes.readUInt8(6) & 0x0f) | 0x40, 6)
  bytes.writeUInt8((bytes.readUInt8(8) & 0x3f) | 0x80, 8)
  return bytes.toString('hex').replace(/^(.{8})(.{4})(.{4})(.{4})(.{12})$/, '$1-$2-$3-$4-$5')
}

function digest(seed: number, names: Names): Buffer {
  return createHash('sha256')
    .update(JSON.stringify([seed, ...names]))
    .digest()
}
