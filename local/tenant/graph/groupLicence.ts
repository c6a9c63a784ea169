import type { Group } from '../world.ts'
import { parseLicenceChange, subscriptionTo } from './assignLicence.ts'
import { refuseBadRequest, refuseMissing } from './failure.ts'
import type { GraphFunction, GraphRequest } from './graphRequest.ts'
import { readGroup, showGroup } from './readGroups.ts'

/** Accepted, not done: members get and lose their licences later (learn, graph/api/group-assignlicense, 2023). */
export const assignGroupLicence: GraphFunction = (request) => {
  const { world } = request
  const { addLicenses, removeLicenses } = parseLicenceChange(request.body)
  const { id } = readGroup(request)
  const group = world.groups.truth(id) ?? refuseMissing(id)
  for (const { skuId } of addLicenses) subscriptionTo(request, skuId)
  const removed = removeLicenses.map((skuId) => skuId.toLowerCase())
  if (removed.some((skuId) => !group.licences.some((licence) => licence.skuId === skuId))) {
    refuseBadRequest('Group does not have a corresponding license.')
  }
  const replaced = [...removed, ...addLicenses.map(({ skuId }) => skuId)]
  const kept = group.licences.filter(({ skuId }) => !replaced.includes(skuId))
  return accept(request, group, { ...group, licences: [...kept, ...addLicenses] })
}

function accept(request: GraphRequest, group: Group, changed: Group): ReturnType<GraphFunction> {
  const { groups } = request.world
  if (JSON.stringify(changed) !== JSON.stringify(group)) groups.write(group.id, changed, 'groupChanged')
  const context = 'https://graph.microsoft.com/v1.0/$metadata#groups/$entity'
  return { status: 202, body: { '@odata.context': context, ...showGroup(request, changed) } }
}
