import { z } from 'zod'
import { roomSchema } from '../room/request.ts'

/** One column of a file: a field of a request by its path, and what its cells hold. */
export interface Column {
  path: string[]
  kind: 'text' | 'whole' | 'truth' | 'list'
  isNeeded: boolean
}

interface Node {
  type?: string | string[]
  properties?: Record<string, Node>
  required?: string[]
}

const kinds: Record<string, Column['kind']> = { integer: 'whole', boolean: 'truth', array: 'list' }

/** The fields of an object lie side by side, each by its whole path; within an object that may be left out none is needed. */
const columnsOf = ({ properties = {}, required = [] }: Node, path: string[] = []): Column[] =>
  Object.entries(properties).flatMap(([name, node]): Column[] => {
    const here = [...path, name]
    if (node.properties) return columnsOf(node, here)
    const kind = typeof node.type === 'string' ? kinds[node.type] : undefined
    return [{ path: here, kind: kind ?? 'text', isNeeded: path.length === 0 && required.includes(name) }]
  })

/** Every field of a request, in the order of its schema. */
export const columns: Column[] = columnsOf(z.toJSONSchema(roomSchema, { io: 'input', unrepresentable: 'any' }) as Node)

export const nameOf = ({ path }: Pick<Column, 'path'>): string => path.join('.')

/** Marks the row that goes first. */
export const canaryColumn = 'canary'

/** As people write names: small or capital letters, with spaces, dots, dashes or without. */
export const plain = (name: string): string => name.toLowerCase().replaceAll(/[^a-z0-9]/g, '')

const byName = new Map(columns.map((column) => [plain(nameOf(column)), column]))

export const findColumn = (name: string): Column | undefined => byName.get(plain(name))

const truths: Record<string, boolean> = { yes: true, true: true, '1': true, no: false, false: false, '0': false }

export const readTruth = (cell: string): boolean | undefined => truths[cell.toLowerCase()]

/** What a cell says; a cell that says nothing of the kind stays text, which the schema refuses. Nothing is run or worked out: a formula is a text. */
export function readCell({ kind }: Column, cell: string): unknown {
  switch (kind) {
    case 'text':
      return cell
    case 'whole':
      return /^\d{1,9}$/.test(cell) ? Number(cell) : cell
    case 'truth':
      return readTruth(cell) ?? cell
    case 'list':
      return cell.split('|').map((one) => one.trim())
  }
}
