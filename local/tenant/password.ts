import { randomBytes, scryptSync, timingSafeEqual } from 'node:crypto'

/** Salted; the password itself is kept nowhere. */
export interface PasswordHash {
  salt: string
  hash: string
}

export function hashPassword(password: string, salt = randomBytes(16).toString('hex')): PasswordHash {
  return { salt, hash: scryptSync(password, salt, 32, { cost: 1024 }).toString('hex') }
}

export function isPassword(password: string, { salt, hash }: PasswordHash): boolean {
  return timingSafeEqual(Buffer.from(hashPassword(password, salt).hash, 'hex'), Buffer.from(hash, 'hex'))
}

/** Entra's rule for cloud accounts: 8 to 256 characters of at least three of four kinds (learn, "Password policies and account restrictions"). */
export function isStrong(password: string): boolean {
  const kinds = [/[a-z]/, /[A-Z]/, /[0-9]/, /[^a-zA-Z0-9]/].filter((kind) => kind.test(password)).length
  return password.length >= 8 && password.length <= 256 && kinds >= 3
}
