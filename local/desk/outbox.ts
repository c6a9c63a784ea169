import pLimit from 'p-limit'
import { decideDelivery } from './decideDelivery.ts'
import type { Verdict } from './decideDelivery.ts'
import { systems } from './systems.ts'
import type { Attempt, Delivery, Ticket } from './ticket.ts'
import type { TicketStore } from './ticketStore.ts'
import type { Answer, WebhookSender } from './webhookSender.ts'

export interface Outbox {
  /** Sends what the ticket has waiting, each webhook when it is due and independent of the others. */
  send(ticket: Ticket): void
  /** Waits for what is under way, which the sender must have cut. */
  stop(): Promise<void>
}

const MOST_AT_ONCE = 32

export function makeOutbox(store: TicketStore, sender: WebhookSender, log: (line: string) => void): Outbox {
  const atOnce = pLimit(MOST_AT_ONCE)
  const timers = new Map<string, NodeJS.Timeout>()
  const underWay = new Map<string, Promise<void>>()
  let isStopped = false

  const attempt = async ({ ticket, source }: Ticket, delivery: Delivery): Promise<void> => {
    if (isStopped) return
    const at = new Date()
    const answer = await sender.send(source, delivery, at)
    // a try that the stop has cut says nothing about the receiver; the next start tries again
    if (isStopped) return
    const attempts = [...delivery.attempts, toAttempt(at, answer)]
    const verdict = decideDelivery(answer, attempts.length, new Date(), systems[source].habits)
    store.replaceDelivery(ticket, applyVerdict({ ...delivery, attempts }, verdict))
    log(`webhook ${delivery.id} ${delivery.type}, attempt ${attempts.length}: ${describe(answer)}, ${verdict.kind}`)
  }
  const schedule = (ticket: Ticket, delivery: Delivery): void => {
    if (timers.has(delivery.id) || underWay.has(delivery.id)) return
    const start = (): void => {
      timers.delete(delivery.id)
      const run = atOnce(() => attempt(ticket, delivery)).finally(() => {
        underWay.delete(delivery.id)
        if (!isStopped) send(store.read(ticket.ticket))
      })
      underWay.set(delivery.id, run)
    }
    timers.set(delivery.id, setTimeout(start, Math.max(0, Date.parse(delivery.dueAt) - Date.now())))
  }
  const send = (ticket: Ticket): void => {
    for (const delivery of ticket.deliveries) if (delivery.state === 'waiting') schedule(ticket, delivery)
  }

  return {
    send,
    stop: async () => {
      isStopped = true
      for (const timer of timers.values()) clearTimeout(timer)
      await Promise.all(underWay.values())
    },
  }
}

function applyVerdict(delivery: Delivery, verdict: Verdict): Delivery {
  switch (verdict.kind) {
    case 'delivered':
      return { ...delivery, state: 'delivered' }
    case 'failed':
      return { ...delivery, state: 'failed', problem: verdict.problem }
    case 'again':
      return { ...delivery, dueAt: new Date(Date.now() + verdict.waitSeconds * 1000).toISOString() }
  }
}

const toAttempt = (at: Date, answer: Answer): Attempt => ({
  at: at.toISOString(),
  ...(answer.kind === 'answered' ? { status: answer.status } : { error: answer.error }),
})

const describe = (answer: Answer): string =>
  answer.kind === 'answered' ? `answered ${answer.status}` : `no answer (${answer.error})`
