import { z } from 'zod'
import { json, parseBy, type Door } from '../../shared/http/edge.ts'
import type { SignIn } from '../../shared/http/signIn.ts'
import { displayNamePattern, namePattern } from '../../shared/room/pattern.ts'
import { propose } from '../../shared/room/proposal.ts'
import { roomSchema } from '../../shared/room/request.ts'
import type { Conventions } from '../../shared/store/conventions.ts'
import type { Names } from '../../shared/store/names.ts'

interface Needs {
  signIn: SignIn
  conventions: Pick<Conventions, 'read'>
  names: Pick<Names, 'list'>
}

/** Every value of a query is text. */
const number = z
  .string()
  .regex(/^\d{1,5}$/, 'must be a whole number')
  .transform(Number)
  .optional()
const querySchema = z.strictObject({
  displayName: roomSchema.shape.name,
  site: roomSchema.shape.site,
  building: roomSchema.shape.building,
  floor: roomSchema.shape.floor,
  capacity: number.pipe(roomSchema.shape.capacity),
  module: number.pipe(roomSchema.shape.module),
})

/** GET /api/proposals?displayName=Board&site=OSL: name and address that the convention gives a room, and rooms that are called alike; nothing of the kind before the back has listed the rooms. */
export const readProposal = ({ signIn, conventions, names }: Needs): Door => ({
  name: 'readProposal',
  route: 'api/proposals',
  methods: ['GET'],
  handler: async function readProposal(request) {
    await signIn(request.headers, ['Requester', 'Approver', 'Administrator', 'Reader'])
    const { displayName: name, ...asked } = parseBy(querySchema, Object.fromEntries(request.query))
    const convention = await conventions.read()
    if (!convention) return json(200, { lookAlikes: [] })
    const { domain, observedAt } = convention
    const naming = {
      domain,
      pattern: namePattern.parse(convention.pattern),
      displayName: displayNamePattern.parse(convention.displayName),
    }
    return json(200, { ...propose({ ...asked, name }, naming, await names.list()), observedAt })
  },
})
