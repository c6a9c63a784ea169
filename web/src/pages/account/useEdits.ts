import { useState } from 'react'
import type { Edit } from '../../../../shared/room/estate/repair.ts'
import type { AccountSeen } from '../../data/estateApi.ts'

export type Finding = AccountSeen['findings'][number]
export type Kind = 'switch' | 'number' | 'text'

/** Settings that were never set show no kind. */
const kinds: Record<string, Kind> = {
  'location.capacity': 'number',
  'location.floor': 'number',
  'location.accessible': 'switch',
}

export function kindOf({ setting, actual }: Pick<Finding, 'setting' | 'actual'>): Kind {
  if (typeof actual === 'boolean') return 'switch'
  return typeof actual === 'number' ? 'number' : (kinds[setting] ?? 'text')
}

/** A value that was typed, and what stood there when somebody began to. */
export interface Typed {
  from: Edit['from']
  text: string | boolean
}

/** What was typed and is not saved; it stays while the account is read anew. */
export function useEdits({ findings }: AccountSeen) {
  const [typed, setTyped] = useState<Record<string, Typed>>({})
  const type = (finding: Finding, text: string | boolean): void =>
    setTyped((before) => {
      const from = before[finding.setting]?.from ?? toSingle(finding.actual)
      const { [finding.setting]: _, ...others } = before
      return text === textOf(from) ? others : { ...others, [finding.setting]: { from, text } }
    })
  /** Somebody has seen what it is by now, and wants his value still. */
  const accept = ({ setting, actual }: Finding): void =>
    setTyped((before) => {
      const one = before[setting]
      return one ? { ...before, [setting]: { ...one, from: toSingle(actual) } } : before
    })
  const forget = (settings = Object.keys(typed)): void =>
    setTyped((before) => Object.fromEntries(Object.entries(before).filter(([id]) => !settings.includes(id))))
  const isWrong = (id: string): boolean => toEdit(id, typed[id], findings) === undefined
  return {
    typed,
    type,
    accept,
    forget,
    count: Object.keys(typed).length,
    /** Settings whose text is no value. */
    wrong: Object.keys(typed).filter(isWrong),
    edits: Object.entries(typed).flatMap(([id, one]) => toEdit(id, one, findings) ?? []),
  }
}

export type Edits = ReturnType<typeof useEdits>

/** As it stands in a field. */
export function textOf(value: Finding['actual']): string | boolean {
  const single = toSingle(value)
  return typeof single === 'number' ? String(single) : (single ?? '')
}

/** Lists are not for fields. */
const toSingle = (value: Finding['actual']): Edit['from'] => (Array.isArray(value) ? '' : (value ?? ''))

function toEdit(setting: string, typed: Typed | undefined, findings: Finding[]): Edit | undefined {
  const finding = findings.find((one) => one.setting === setting)
  if (!typed || !finding) return undefined
  const { from, text } = typed
  if (kindOf(finding) !== 'number') return { setting, from, to: text }
  // The place of a room may be unset again; the calendar always has its numbers.
  if (text === '') return setting.startsWith('location.') ? { setting, from, to: '' } : undefined
  const to = Number(text)
  return Number.isInteger(to) ? { setting, from, to } : undefined
}
