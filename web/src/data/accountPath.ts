/** Where the page of an account is, and which part of it is open. In the query, because the front takes a path with dots for a file. */
export const accountPath = (address: string, part?: string): string =>
  `/account?${new URLSearchParams({ address, ...(part !== undefined && { part }) }).toString()}`
