import { z } from 'zod'
import type { Effect, Failed } from './effect.ts'
import type { Graph } from './graph.ts'
import { firstFailure } from './users.ts'

/** A group that gives licences. */
export interface Group {
  name: string
  /** Of a dynamic group: nobody is added to it by hand. */
  rule?: string
}

export interface Groups {
  readGroup(id: string): Promise<Group | Failed>
  /** Adding a member is adding it once. */
  addMember(groupId: string, userId: string): Promise<Effect>
}

const groupShape = z.object({ displayName: z.string(), membershipRule: z.string().nullish() })

export const makeGroups = (graph: Graph): Groups => ({
  async readGroup(id) {
    const url = `/groups/${id}?$select=displayName,membershipRule`
    const answers = await graph.batch([{ id: 'group', method: 'GET', url }])
    const failed = firstFailure(answers)
    if (failed) return failed
    const { displayName: name, membershipRule: rule } = groupShape.parse(answers.get('group')?.body)
    return { name, ...(rule && { rule }) }
  },
  async addMember(groupId, userId) {
    const body = { '@odata.id': `https://graph.microsoft.com/v1.0/directoryObjects/${userId}` }
    const answers = await graph.batch([{ id: 'member', method: 'POST', url: `/groups/${groupId}/members/$ref`, body }])
    const failed = firstFailure(answers)
    return !failed || /references already exist/i.test(failed.text) ? { kind: 'done' } : failed
  },
})
