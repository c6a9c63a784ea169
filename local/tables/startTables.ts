import { listen } from '../kit/listen.ts'
import { openEntityStore } from './entityStore.ts'
import { makeTablesApi } from './tablesApi.ts'

export interface TablesOptions {
  /** 0 is any free port. */
  port: number
  file: string
  account?: string
  /** Base64. */
  key?: string
  log: (line: string) => void
}

export interface Tables {
  port: number
  /** For @azure/data-tables, with `allowInsecureConnection`. */
  connectionString: string
  stop(): Promise<void>
}

/** What Microsoft publishes for its storage emulator (learn: azure/storage/common/storage-connect-azurite). */
const emulatorAccount = 'devstoreaccount1'
const emulatorKey = 'Eby8vdM02xNOcqFlqUwJPLlmEtlCDXJ1OUzFT50uSRZ6IFsuFq2UVErCz4I6tq/K1SZFPTOtr/KBHBeksoGMGw=='

/** Serves the Table service on 127.0.0.1; rejects when the port is taken. */
export async function startTables(options: TablesOptions): Promise<Tables> {
  const { port, file, account: name = emulatorAccount, key = emulatorKey, log } = options
  const store = openEntityStore(file)
  try {
    const server = await listen(port, () => makeTablesApi(store, { name, key }, log))
    const stop = async () => {
      await server.close()
      store.close()
    }
    let stopped: Promise<void> | undefined
    return {
      port: server.port,
      connectionString: `DefaultEndpointsProtocol=http;AccountName=${name};AccountKey=${key};TableEndpoint=${server.url}/${name};`,
      stop: () => (stopped ??= stop()),
    }
  } catch (error) {
    store.close()
    throw error
  }
}
