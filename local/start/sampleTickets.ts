import type { Opening } from '../desk/opening.ts'
import type { Options } from './options.ts'
import { more, samples, type Expected } from './samples.ts'
import type { Stack } from './stack.ts'
import { StartError } from './startError.ts'

export interface TicketSeen {
  ticket: string
  title: string
  state: string
  comments: { text: string }[]
  deliveries: { state: string; problem?: { title: string; detail: string; reasons?: string[] } }[]
}

export interface SampleTicket {
  ticket: string
  title: string
  expected: Expected
}

/** Opens the samples that the desk does not know from an earlier start. */
export async function openSamples(desk: Desk, which: Options['samples']): Promise<SampleTicket[]> {
  const known = new Map((await desk.list()).map(({ title, ticket }) => [title, ticket]))
  const wanted = { three: samples, all: [...samples, ...more], none: [] }[which]
  const opened: SampleTicket[] = []
  for (const { expected, ...opening } of wanted) {
    const { title } = opening
    opened.push({ ticket: known.get(title) ?? (await desk.open(opening)), title, expected })
  }
  return opened
}

export interface Desk {
  list(): Promise<TicketSeen[]>
  read(ticket: string): Promise<TicketSeen>
  /** The number of the new ticket. */
  open(opening: Opening): Promise<string>
}

export function openDesk({ desk }: Stack): Desk {
  const read = async <T>(path: string, init: RequestInit = {}): Promise<T> => {
    const response = await fetch(`${desk}${path}`, {
      ...init,
      headers: { accept: 'application/json', 'content-type': 'application/json' },
    })
    const answer = (await response.json()) as T & { error?: string }
    if (!response.ok) throw new StartError(`The service desk does not take it:\n${answer.error}`)
    return answer
  }
  return {
    list: async () => (await read<{ tickets: TicketSeen[] }>('/tickets')).tickets,
    read: (ticket) => read(`/tickets/${ticket}`),
    open: async (opening) =>
      (await read<{ ticket: string }>('/tickets', { method: 'POST', body: JSON.stringify(opening) })).ticket,
  }
}
