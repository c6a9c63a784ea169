import { createReadStream, createWriteStream, existsSync } from 'node:fs'
import { mkdir } from 'node:fs/promises'
import { join } from 'node:path'
import { createInterface } from 'node:readline'
import { Readable } from 'node:stream'
import { pipeline } from 'node:stream/promises'
import type { TableClient } from '@azure/data-tables'
import { z } from 'zod'
import { readJson } from '../../shared/room/json.ts'

/** A row, as every table of the product has it: its keys, and columns of text. */
const rowSchema = z.object({ partitionKey: z.string(), rowKey: z.string(), json: z.string() }).catchall(z.string())
type Row = z.output<typeof rowSchema>

export interface Copied {
  table: string
  rows: number
}

const fileOf = (folder: string, table: string): string => join(folder, `${table}.jsonl`)

/** Every row of the tables into one file each, a line a row. Each table is a moment of its own: stop the back for one that fits together. */
export async function saveTables(tables: Map<string, TableClient>, folder: string): Promise<Copied[]> {
  const taken = [...tables.keys()].find((table) => existsSync(fileOf(folder, table)))
  if (taken !== undefined) throw new Error(`${fileOf(folder, taken)} is there already: name another folder.`)
  await mkdir(folder, { recursive: true, mode: 0o700 })
  const copied: Copied[] = []
  for (const [table, client] of tables) {
    let rows = 0
    const lines = async function* () {
      for await (const { etag: _etag, timestamp: _timestamp, ...row } of client.listEntities()) {
        rows += 1
        yield `${JSON.stringify(rowSchema.parse(row))}\n`
      }
    }
    await pipeline(Readable.from(lines()), createWriteStream(fileOf(folder, table), { mode: 0o600 }))
    copied.push({ table, rows })
  }
  return copied
}

/** Puts saved rows back. All files are read before anything is written, and rows that are there already are not: a second run goes on where the first broke off. */
export async function restoreTables(tables: Map<string, TableClient>, folder: string): Promise<Copied[]> {
  for (const table of tables.keys()) for await (const row of readRows(folder, table)) void row
  const copied: Copied[] = []
  for (const [table, client] of tables) {
    let rows = 0
    await client.createTable()
    for await (const row of readRows(folder, table)) if (await isInserted(client, row)) rows += 1
    copied.push({ table, rows })
  }
  return copied
}

async function* readRows(folder: string, table: string): AsyncGenerator<Row> {
  const file = fileOf(folder, table)
  if (!existsSync(file)) throw new Error(`${file} is missing: this is no whole copy.`)
  let line = 0
  for await (const text of createInterface({ input: createReadStream(file) })) {
    line += 1
    const row = rowSchema.safeParse(readJson(text))
    if (!row.success) throw new Error(`${file}, line ${line}: is no row. The file is broken off or was changed.`)
    yield row.data
  }
}

async function isInserted(client: TableClient, row: Row): Promise<boolean> {
  try {
    await client.createEntity(row)
    return true
  } catch (error) {
    if (error instanceof Error && 'statusCode' in error && error.statusCode === 409) return false
    throw error
  }
}
