import { z } from 'zod'
import { problemOf, type ProblemCode } from '../room/problems.ts'
import { doors, type DoorDescription } from './doors.ts'

const problemSchema = z.object({
  type: z.string(),
  title: z.string(),
  status: z.int(),
  code: z.string(),
  detail: z.string(),
  remedy: z.string(),
  reference: z.string().optional(),
  errors: z
    .array(z.object({ path: z.string(), detail: z.string(), line: z.int().optional(), column: z.string().optional() }))
    .optional(),
})

const toSchema = (schema: z.ZodType, io: 'input' | 'output') => {
  const { $schema: _, ...rest } = z.toJSONSchema(schema, { io, unrepresentable: 'any' })
  return rest
}

const toContent = (what: z.ZodType | string, io: 'input' | 'output') =>
  typeof what === 'string'
    ? { [what]: { schema: { type: 'string' } } }
    : { 'application/json': { schema: toSchema(what, io) } }

/** What any call can answer with, by what it is. */
function problemsOf({ for: who, takes, query, path, problems = [] }: DoorDescription): ProblemCode[] {
  const signedIn: ProblemCode[] = ['not-signed-in', 'not-allowed', 'too-many-calls', 'sign-in-unavailable']
  const limited: ProblemCode[] = ['too-many-calls']
  const withBody: ProblemCode[] = [
    'wrong-content-type',
    'too-large',
    'malformed-json',
    'request-invalid',
    'queue-unavailable',
  ]
  return [
    ...(Array.isArray(who) ? signedIn : who === 'signature' ? limited : []),
    ...(takes !== undefined ? withBody : query ? (['request-invalid'] as const) : []),
    ...(path.endsWith('/health') ? [] : (['internal'] as const)),
    ...problems,
  ]
}

const problemContent = { 'application/problem+json': { schema: { $ref: '#/components/schemas/Problem' } } }

function toResponses(door: DoorDescription) {
  const codes = [...new Set(problemsOf(door))]
  const byStatus = Map.groupBy(codes, (code) => problemOf(code).status ?? 500)
  const refusals = [...byStatus].map(([status, some]) => [
    String(status),
    { description: some.join(', '), content: problemContent },
  ])
  const { status = 200, gives } = door
  const good = { description: door.does, ...(gives !== undefined && { content: toContent(gives, 'output') }) }
  return { [status]: good, ...(Object.fromEntries(refusals) as object) }
}

const parametersOf = ({ path, query = {} }: DoorDescription) => [
  ...[...path.matchAll(/\{(\w+)\}/g)].map(([, name]) => ({
    name,
    in: 'path',
    required: true,
    schema: { type: 'string' },
  })),
  ...Object.entries(query).map(([name, description]) => ({
    name,
    in: 'query',
    description,
    schema: { type: 'string' },
  })),
]

const toOperation = (door: DoorDescription) => ({
  summary: door.does,
  operationId: `${door.method.toLowerCase()}${door.path.replace('/api', '').replaceAll(/[^a-z]+(\w?)/gi, (_, first: string) => first.toUpperCase())}`,
  security: Array.isArray(door.for) ? [{ bearer: door.for }] : [],
  parameters: parametersOf(door),
  ...(door.takes !== undefined && { requestBody: { required: true, content: toContent(door.takes, 'input') } }),
  responses: toResponses(door),
})

/** The API as OpenAPI 3.1, from the table of doors and the schemas that check what they take. */
export function makeOpenApi(site: string) {
  const paths: Record<string, Record<string, unknown>> = {}
  for (const door of doors) paths[door.path] = { ...paths[door.path], [door.method.toLowerCase()]: toOperation(door) }
  return {
    openapi: '3.1.0',
    info: {
      title: 'Roomwright',
      version: '1',
      description: 'Roles stand beside each call; problems are explained at /problems.',
    },
    servers: [{ url: site }],
    paths,
    components: {
      schemas: { Problem: toSchema(problemSchema, 'output') },
      securitySchemes: { bearer: { type: 'http', scheme: 'bearer', bearerFormat: 'JWT' } },
    },
  }
}
