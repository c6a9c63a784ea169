import { describe, expect, it } from 'vitest'
import { Transient } from '../../../../shared/http/transient.ts'
import type { GraphRequest } from '../../../../shared/microsoft365/graph.ts'
import { failureOf } from '../../../kit/failures.ts'
import { batched, graphFailure, scriptGraph } from '../../../kit/microsoft365.ts'

const requests: GraphRequest[] = [
  { id: 'write', method: 'PATCH', url: '/users/u', body: { usageLocation: 'NO' } },
  { id: 'read', method: 'GET', url: '/users/u?$select=id', dependsOn: ['write'] },
]

describe('a batch', () => {
  it('is one call with a token for Graph, and a type where there is a body', async () => {
    const { graph, sent } = scriptGraph(batched({ id: 'write', status: 204 }, { id: 'read', status: 200 }))

    await graph.batch(requests)

    expect(sent).toHaveLength(1)
    expect(sent[0]).toMatchObject({
      method: 'POST',
      url: 'https://graph.microsoft.com/v1.0/$batch',
      headers: { authorization: 'Bearer for https://graph.microsoft.com/.default' },
    })
    expect(sent[0]?.json).toEqual({
      requests: [{ ...requests[0], headers: { 'Content-Type': 'application/json' } }, requests[1]],
    })
  })

  it('gives answers by id, in whatever order they came', async () => {
    const { graph } = scriptGraph(
      batched({ id: 'read', status: 200, body: { id: 'u' } }, { id: 'write', status: 403, body: graphFailure('no') }),
    )

    const answers = await graph.batch(requests)

    expect(answers.get('read')).toEqual({ status: 200, body: { id: 'u' } })
    expect(answers.get('write')).toEqual({ status: 403, body: graphFailure('no') })
  })

  it.each([
    [429, { 'Retry-After': '17' }, 17],
    [503, { 'retry-after': '17' }, 17],
    [504, {}, undefined],
  ])('of which one answers %i is for later', async (status, headers, seconds) => {
    const { graph } = scriptGraph(batched({ id: 'write', status, headers }, { id: 'read', status: 424 }))

    expect(await failureOf(graph.batch(requests))).toMatchObject({
      name: 'Transient',
      message: 'Graph is busy: /users/u',
      seconds,
    })
  })

  it('of which several are busy is for later, as the one says that wants the longest rest', async () => {
    const { graph } = scriptGraph(
      batched(
        { id: 'write', status: 429, headers: { 'Retry-After': '5' } },
        { id: 'read', status: 429, headers: { 'retry-after': '90' } },
      ),
    )

    expect(await failureOf(graph.batch(requests))).toMatchObject({ name: 'Transient', seconds: 90 })
  })

  it('that could not be sent is for later, as the sender said', async () => {
    const away = new Transient('POST /v1.0/$batch could not be reached', 30)
    const { graph } = scriptGraph(away)

    expect(await failureOf(graph.batch(requests))).toMatchObject({ name: 'Transient', seconds: 30 })
  })

  it.each([401, 403])('that is refused as a whole with %i is denied, not our fault', async (status) => {
    const { graph } = scriptGraph({
      status,
      body: graphFailure('Insufficient privileges', 'Authorization_RequestDenied'),
    })

    expect((await graph.batch(requests)).get('write')).toMatchObject({ status })
  })

  it('of which one has no answer is for later', async () => {
    const { graph } = scriptGraph(batched({ id: 'write', status: 204 }))

    expect(await failureOf(graph.batch(requests))).toBeInstanceOf(Transient)
  })
})
