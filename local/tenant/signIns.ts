import { z } from 'zod'

const resultNames = [
  'success',
  'failure',
  'notApplied',
  'notEnabled',
  'unknown',
  'reportOnlySuccess',
  'reportOnlyFailure',
  'reportOnlyNotApplied',
  'reportOnlyInterrupted',
] as const

const appliedPolicy = z.strictObject({
  id: z.string(),
  displayName: z.string(),
  result: z.enum(resultNames),
  enforcedGrantControls: z.array(z.string()).default([]),
  enforcedSessionControls: z.array(z.string()).default([]),
})

/** A sign-in as a rehearsal tells it; by address, or by the id of a user. */
export const signInSeed = z.strictObject({
  address: z.string().optional(),
  userId: z.guid().optional(),
  /** 0 is a success. */
  errorCode: z.int().nonnegative().default(0),
  /** Default: what Entra ID says of the code. */
  failureReason: z.string().optional(),
  appDisplayName: z.string().default('Microsoft Teams'),
  clientAppUsed: z.string().default('Mobile Apps and Desktop clients'),
  ipAddress: z.union([z.ipv4(), z.ipv6()]).default('203.0.113.10'),
  /** Default: now. A sign-in of now is in the log after minutes, one of the past is there at once. */
  createdDateTime: z.iso.datetime().optional(),
  appliedConditionalAccessPolicies: z.array(appliedPolicy).default([]),
})

export type SignInSeed = z.infer<typeof signInSeed>

/** One line of the log. */
export interface LoggedSignIn extends Omit<SignInSeed, 'address' | 'userId'> {
  id: string
  userId: string
  userPrincipalName: string
  userDisplayName: string
  createdDateTime: string
}

/**
 * Codes that a room's sign-in ends with, in the words of Entra ID, shortened (learn, identity-platform/reference-error-codes,
 * 2024-04-24). The page warns that codes and words may change.
 */
export const failureReasons: Record<number, string> = {
  50034: 'The user account does not exist in the directory.',
  50053:
    'The account is locked because the user tried to sign in too many times with an incorrect user ID or password.',
  50055: 'The password is expired.',
  50056: 'Invalid or null password: password does not exist in the directory for this user.',
  50057: 'The user account is disabled.',
  50076: 'The user must use multifactor authentication to access the resource.',
  50079: 'The user is required to use multifactor authentication and has to register for it.',
  50097: 'Device authentication is required.',
  50126: 'Error validating credentials due to invalid username or password.',
  50144: "The user's Active Directory password has expired.",
  50173: 'The provided grant has expired due to it being revoked, and a fresh auth token is needed.',
  53000: 'Conditional Access policy requires a compliant device, and the device is not compliant.',
  53003: 'Access has been blocked by Conditional Access policies.',
  70043: 'The refresh token has expired or is invalid due to sign-in frequency checks by Conditional Access.',
  // Not on that page; the words as known issues of Azure IoT Operations show them.
  530003: 'Your device is required to be managed to access this resource.',
  530035: 'Access has been blocked by security defaults.',
}
