import { z } from 'zod'
import { catalogue, settingOf } from '../settings/catalogue.ts'
import { isRepairable } from './repair.ts'

/** alert: somebody is told when it is wrong · remediate: it is put right by itself after each scan. Whatever is wrong is reported. */
const actions = ['alert', 'remediate'] as const
export type DriftAction = (typeof actions)[number]

const known = new Set(['*', ...catalogue.flatMap(({ id, pane }) => [id, pane])])
const canRemediate = (key: string): boolean =>
  key === '*' || catalogue.some((setting) => (setting.id === key || setting.pane === key) && isRepairable(setting))

/** What is done about a wrong setting: by its id, its pane, or `*` for all others. The most exact one counts. */
export const driftSchema = z
  .record(
    z.string().refine((key) => known.has(key), 'is no setting, no pane and not *'),
    z.array(z.enum(actions)).max(actions.length),
  )
  .refine(
    (policy) => Object.entries(policy).every(([key, of]) => !of.includes('remediate') || canRemediate(key)),
    'remediate is for settings that can be put right without a request',
  )
export type DriftPolicy = z.output<typeof driftSchema>

export const actionsFor = (setting: string, policy: DriftPolicy): readonly DriftAction[] =>
  policy[setting] ?? policy[settingOf(setting).pane] ?? policy['*'] ?? []

/** Settings that are put right by themselves. */
export const remediated = (policy: DriftPolicy): string[] =>
  catalogue
    .filter((setting) => isRepairable(setting) && actionsFor(setting.id, policy).includes('remediate'))
    .map(({ id }) => id)
