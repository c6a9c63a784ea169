import { mkdirSync, writeFileSync } from 'node:fs'

/** Prints a table and writes the same as JSON, for who compares. */
export function report(name: string, results: Record<string, Record<string, number>>): void {
  console.table(results)
  mkdirSync('.tmp/bench', { recursive: true })
  writeFileSync(`.tmp/bench/${name}.json`, `${JSON.stringify(results, null, 2)}\n`)
}
