import type { Documents } from '../../kit/documents.ts'

/** What Get-ExchangeServer says of the one server. */
export interface ExchangeServer {
  version(): string
  upgrade(version: string): void
}

/** Exchange Server 2019 CU14; numbers of others: learn, exchange/new-features/build-numbers-and-release-dates, 2025. */
const usual = 'Version 15.2 (Build 1544.4)'

export function openExchangeServer(documents: Documents): ExchangeServer {
  const collection = documents.of<{ version: string }>('exchangeServer')
  return {
    version: () => collection.get('EX1')?.version ?? usual,
    upgrade: (version) => collection.put('EX1', { version: version.replace(/^(?!Version )/, 'Version ') }),
  }
}
