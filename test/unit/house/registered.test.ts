import { basename } from 'node:path'
import { describe, expect, it } from 'vitest'
import { activities, jobActivities } from '../../../orchestrations/activities.ts'
import { answerTicket } from '../../../orchestrations/answerTicket.ts'
import type { Activity } from '../../../orchestrations/activity.ts'
import type { Workflow } from '../../../orchestrations/durable.ts'
import { provisionBatch } from '../../../orchestrations/provisionBatch.ts'
import { provisionRoom } from '../../../orchestrations/provisionRoom.ts'
import { repairEstate } from '../../../orchestrations/repairEstate.ts'
import { scanEstate } from '../../../orchestrations/scanEstate.ts'
import { steps } from '../../../shared/room/steps.ts'
import { readImports, readSources, type SourceFile } from '../../kit/sourceFiles.ts'

const nameOf = ({ path }: SourceFile): string => basename(path, '.ts')
const files = readSources('orchestrations')
const activityFiles = files.filter(({ path }) => path.includes('/activities/'))
const workflowFiles = files.filter(({ path, text }) => !path.includes('/activities/') && text.includes('= workflow('))
const registered = [...activities, ...jobActivities].map(({ name }) => name)

/** The real engine waits for ever on a name that nobody registered. */
describe('every activity', () => {
  it.each(workflowFiles.map((file) => [nameOf(file), file] as const))('that %s calls is registered', (_, file) => {
    const called = readImports(file)
      .filter((specifier) => specifier.startsWith('./activities/'))
      .map((specifier) => basename(specifier, '.ts'))

    expect(called.length).toBeGreaterThan(0)
    expect(called.filter((name) => !registered.includes(name))).toEqual([])
  })

  it.each(activityFiles.map((file) => [nameOf(file), file] as const))(
    '%s has one name for file, export and registration',
    async (name) => {
      const module = (await import(`../../../orchestrations/activities/${name}.ts`)) as Record<
        string,
        Activity<never, never, unknown>
      >

      expect(module[name]?.name).toBe(name)
      expect(registered).toContain(name)
    },
  )

  it('is registered once', () => {
    expect(new Set(registered).size).toBe(registered.length)
  })

  it('that people see as a step is an activity', () => {
    expect(steps.map(({ id }) => id).filter((id) => !registered.includes(id))).toEqual([])
  })
})

describe('every workflow', () => {
  const workflows: Workflow[] = [provisionRoom, answerTicket, scanEstate, repairEstate, provisionBatch]
  const [main] = readSources('functions').filter(({ path }) => path === 'functions/back.main.ts')
  const list = /of \[(.*)\]\)\s+df\.app\.orchestration/.exec(main?.text ?? '')?.[1]?.split(', ') ?? []

  it('is registered in the composition root under the name of its file and export', () => {
    expect(list.toSorted()).toEqual(workflowFiles.map(nameOf).toSorted())
    expect(workflows.map(({ name }) => name).toSorted()).toEqual(list.toSorted())
  })

  it('that a door starts is registered', () => {
    const started = readSources('functions').flatMap(({ text }) =>
      [...text.matchAll(/engine\.start\((\w+)\.name/g)].flatMap(([, name]) => name ?? []),
    )

    expect(started.length).toBeGreaterThan(0)
    expect(started.filter((name) => !list.includes(name))).toEqual([])
  })
})
