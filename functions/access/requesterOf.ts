import type { Person } from '../../shared/http/signIn.ts'
import { longestName, type Requester } from '../../shared/room/request.ts'

/** Who is signed in, as a requester; some accounts have no name. */
export const requesterOf = ({ email, name }: Person): Requester => ({
  email,
  ...(name !== '' && { name: name.slice(0, longestName) }),
})
