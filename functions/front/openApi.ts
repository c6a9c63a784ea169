import { makeOpenApi } from '../../shared/api/openApi.ts'
import type { Door } from '../../shared/http/edge.ts'

/** GET /api/openapi.json: the API described for programs; anybody may read it. */
export function openApi({ site }: { site: string }): Door {
  let body: string | undefined
  return {
    name: 'openApi',
    route: 'api/openapi.json',
    methods: ['GET'],
    handler: async function openApi() {
      body ??= JSON.stringify(makeOpenApi(site))
      return { status: 200, headers: { 'content-type': 'application/json', 'cache-control': 'no-cache' }, body }
    },
  }
}
