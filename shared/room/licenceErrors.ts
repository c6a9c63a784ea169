/** Why a licence did not come to the account, in words for people. */
export interface LicenceError {
  code:
    | 'no-unit'
    | 'conflicting-licence'
    | 'dependent-licence'
    | 'location-not-allowed'
    | 'duplicate-address'
    | 'other-error'
    | 'unknown-error'
  title: string
  cause: string
  remedy: string
}

const other: LicenceError = {
  code: 'other-error',
  title: 'Another error',
  cause: 'Microsoft 365 could not assign the licence and gives no cause.',
  remedy: 'Have an administrator reprocess the licences of the account; if it fails again, ask Microsoft support.',
}

/**
 * The words of `error` in licenseAssignmentStates: learn.microsoft.com, Graph v1.0, licenseAssignmentState. Causes and
 * remedies: "Resolve group license assignment problems" (2024-05-03).
 */
const errors: Record<string, LicenceError> = {
  CountViolation: {
    code: 'no-unit',
    title: 'No free unit',
    cause: 'The organisation has no free unit of this licence.',
    remedy: 'Buy more units, or take the licence from an account that does not need it.',
  },
  MutuallyExclusiveViolation: {
    code: 'conflicting-licence',
    title: 'Conflicting licence',
    cause: 'Another licence of the account has a service that cannot be held beside one of this licence.',
    remedy: 'Take away the other licence, or switch off the service in one of the two.',
  },
  DependencyViolation: {
    code: 'dependent-licence',
    title: 'Another licence depends on it',
    cause: 'A service in one licence of the account needs a service in another one, which is missing or shall go.',
    remedy: 'Assign the licence that has the missing service as well, or first take away the one that depends on it.',
  },
  ProhibitedInUsageLocationViolation: {
    code: 'location-not-allowed',
    title: 'Not available in this country',
    cause: 'The licence, or a service in it, is not offered in the country that the account has as its usage location.',
    remedy: 'Correct the usage location if it is wrong; otherwise ask for a licence that is sold in that country.',
  },
  UniquenessViolation: {
    code: 'duplicate-address',
    title: 'An address is used twice',
    cause: 'Another account has one of the addresses of this account.',
    remedy: 'Have an administrator remove the address from one of them and reprocess the licences of the account.',
  },
  Other: other,
}

/** Explains `error` of an assignment; a word that is not documented is named. */
export function explainLicenceError(error: string | undefined): LicenceError {
  if (!error) return { ...other, code: 'unknown-error' }
  const known = Object.hasOwn(errors, error) ? errors[error] : undefined
  return (
    known ?? {
      ...other,
      code: 'unknown-error',
      cause: `Microsoft 365 could not assign the licence and says “${error}”.`,
    }
  )
}

/** Those that are documented. */
export const licenceErrorWords = Object.keys(errors)
