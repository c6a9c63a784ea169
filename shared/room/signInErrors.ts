interface SignInError {
  cause: string
  remedy: string
  source: string
}

const codes = 'Microsoft, identity-platform/reference-error-codes, 2024-04-24'
const rooms = 'Microsoft, "Supported Conditional Access policies for Teams Rooms", 2024-08-22'

const password = 'Look the password up anew where it is kept, and enter it on the device.'
const exclude = 'Exclude the group of rooms from the policy that asks for it; the sign-in log names it.'

/** What ends the sign-in of a room, by the number behind AADSTS. A number that is not here may be a step on the way, and is not told. */
export const signInErrors: Record<number, SignInError> = {
  50034: {
    cause: 'There is no account of the name that was entered.',
    remedy: 'Check the address on the device letter by letter.',
    source: codes,
  },
  50053: {
    cause: 'The account is locked after too many attempts.',
    remedy: 'Find the device that uses an old password, wait until the lock is over, then sign in again.',
    source: codes,
  },
  50055: {
    cause: 'The password has expired.',
    remedy: 'Have the request tried again with a new password, which never expires.',
    source: codes,
  },
  50056: { cause: 'The account has no password.', remedy: 'Have a new password set.', source: codes },
  50057: { cause: 'Sign-in of the account is blocked.', remedy: 'Have its sign-in allowed again.', source: codes },
  50076: { cause: 'A second factor was asked for, which no room can give.', remedy: exclude, source: rooms },
  50079: { cause: 'A second factor was to be registered, which no room can give.', remedy: exclude, source: rooms },
  50126: { cause: 'The name or the password is wrong.', remedy: password, source: codes },
  50144: {
    cause: 'The password in the local directory has expired.',
    remedy: 'Have a new password set there, which never expires.',
    source: codes,
  },
  50173: { cause: 'The password was changed since the device signed in.', remedy: password, source: codes },
  53000: {
    cause: 'A policy asks for a compliant device, and this one is not.',
    remedy: 'Enrol the device and bring it into line, or exclude the group of rooms from the policy.',
    source: codes,
  },
  53003: { cause: 'A conditional access policy blocks the sign-in.', remedy: exclude, source: codes },
  70043: {
    cause: 'A policy has devices sign in again now and then, and the time was over.',
    remedy: 'Exclude the group of rooms from it, then sign in again on the device.',
    source: codes,
  },
  530003: {
    cause: 'A policy asks for a managed device, and this one is not.',
    remedy: 'Enrol the device, or exclude the group of rooms from the policy.',
    source: 'Microsoft, Azure IoT Operations, known issues',
  },
  530035: {
    cause: 'Security defaults block the sign-in.',
    remedy: 'Have them replaced by policies from which the group of rooms is excluded.',
    source: 'Microsoft, Azure IoT Operations, known issues',
  },
}

/** One line of the sign-in log. */
export interface LoggedSignIn {
  at: string
  /** 0 is a success. */
  code: number
}

/** The first success, else the last failure that has a cause. */
export function readLog(lines: LoggedSignIn[]): { succeededAt?: string; failure?: number } {
  const inOrder = lines.toSorted((one, other) => (one.at < other.at ? -1 : 1))
  const success = inOrder.find(({ code }) => code === 0)
  if (success) return { succeededAt: success.at }
  const failure = inOrder.findLast(({ code }) => signInErrors[code] !== undefined)
  return failure ? { failure: failure.code } : {}
}
