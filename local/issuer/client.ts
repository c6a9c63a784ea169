/** The one public client that people sign in to. */
export interface Client {
  clientId: string
  redirectUris: string[]
}

export const originsOf = ({ redirectUris }: Client): string[] => [
  ...new Set(redirectUris.map((uri) => new URL(uri).origin)),
]
