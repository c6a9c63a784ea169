import { TableClient } from '@azure/data-tables'
import { DefaultAzureCredential } from '@azure/identity'
import { tableNames } from '../../shared/store/tables.ts'
import { readEnvironment } from '../environment.ts'
import { restoreTables, saveTables } from './copy.ts'

const usage = `npm run tables -- save FOLDER | restore FOLDER
  Copies the tables of ROOMWRIGHT_TABLES into files, and back. Needs the role Storage Table Data Reader, or Contributor
  to restore. Restoring adds what is missing and changes no row that is there.`

function open(place: string): Map<string, TableClient> {
  const credential = new DefaultAzureCredential()
  const client = (name: string) =>
    place.startsWith('https://')
      ? new TableClient(place, name, credential)
      : TableClient.fromConnectionString(place, name, { allowInsecureConnection: true })
  return new Map(tableNames.map((name) => [name, client(name)]))
}

async function main(): Promise<void> {
  const [what, folder, ...more] = process.argv.slice(2)
  const place = readEnvironment(process.env)['ROOMWRIGHT_TABLES']
  if ((what !== 'save' && what !== 'restore') || folder === undefined || more.length > 0) throw new Error(usage)
  if (!place) throw new Error('ROOMWRIGHT_TABLES is missing: where the tables are, as azd env get-values gives it.')
  const copied = await (what === 'save' ? saveTables : restoreTables)(open(place), folder)
  for (const { table, rows } of copied)
    console.log(`${table.padEnd(14)} ${rows} rows ${what === 'save' ? 'saved' : 'put back'}`)
}

await main().catch((error: unknown) => {
  console.error(error instanceof Error ? error.message : error)
  process.exitCode = 1
})
