import Papa from 'papaparse'
import { columns, nameOf } from './columns.ts'

const example: Record<string, string> = {
  name: 'Board',
  site: 'OSL',
  building: 'Building A',
  floor: '4',
  capacity: '12',
  usageLocation: 'NO',
  timeZone: 'Europe/Oslo',
}

/** Every column there is and one room; with its mark, Excel reads the file as UTF-8. */
export const makeTemplate = (): string => {
  const names = columns.map(nameOf)
  return `\uFEFF${Papa.unparse([names, names.map((name) => example[name] ?? '')])}\r\n`
}
