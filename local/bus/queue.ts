import { randomBytes } from 'node:crypto'
import { withProperties } from './content.ts'
import type { Properties } from './content.ts'
import type { MessageTable, StoredMessage } from './messageTable.ts'
import { lockLost, notAllowed } from './refusal.ts'

export interface QueueSettings {
  name: string
  lockSeconds: number
  /** A message handed out so often without being completed goes to the dead-letter queue. */
  maxDeliveryCount: number
  /** Of one send, properties included; a batch is one send. */
  maxMessageBytes: number
}

/** What happens to messages, without AMQP. Each change is durable when its call returns; a lock that is gone throws. */
export class Queue {
  readonly settings: QueueSettings
  /** Absent on a dead-letter queue. */
  readonly deadLetters: Queue | undefined
  /** Called after messages became available. */
  onAvailable: () => void = () => {}
  readonly #table: MessageTable
  readonly #key: string

  constructor(table: MessageTable, settings: QueueSettings, deadLetters?: Queue) {
    this.settings = settings
    this.deadLetters = deadLetters
    this.#table = table
    this.#key = settings.name.toLowerCase()
  }

  /** All of them or none. */
  enqueue(contents: Buffer[]): void {
    this.#table.insert(this.#key, Date.now(), contents)
    this.onAvailable()
  }

  /** Locks the oldest message that waits. */
  lock(): StoredMessage | undefined {
    return this.#table.lockNext(this.#key, randomBytes(16).toString('hex'), this.#lockEnd())
  }

  /** Returns the new end of the lock. */
  renew(lock: string): number {
    const lockedUntil = this.#lockEnd()
    this.#table.extendLock(this.#locked(lock).sequence, lockedUntil)
    return lockedUntil
  }

  complete(lock: string): void {
    this.#table.remove(this.#locked(lock).sequence)
  }

  abandon(lock: string, changes: Properties): void {
    const message = this.#locked(lock)
    this.#giveBack({ ...message, content: withProperties(message.content, changes) })
    this.onAvailable()
  }

  /** Reason and description are the properties `DeadLetterReason` and `DeadLetterErrorDescription`. */
  deadLetter(lock: string, properties: Properties): void {
    if (!this.deadLetters) throw notAllowed('A message of a dead-letter queue cannot be dead-lettered.')
    this.#moveTo(this.deadLetters, this.#locked(lock), properties)
  }

  /** Gives back the messages whose lock ends at this time or before. */
  releaseLocks(time: number): void {
    this.#table.findEndedLocks(this.#key, time).forEach((message) => this.#giveBack(message))
    this.onAvailable()
  }

  firstLockEnd(): number | undefined {
    return this.#table.firstLockEnd(this.#key)
  }

  /** The locked ones too. */
  peek(fromSequence: number, count: number): StoredMessage[] {
    return this.#table.list(this.#key, fromSequence, count)
  }

  count(): { active: number; locked: number } {
    return this.#table.count(this.#key)
  }

  #lockEnd(): number {
    return Date.now() + this.settings.lockSeconds * 1000
  }

  #locked(lock: string): StoredMessage {
    const message = this.#table.findLocked(this.#key, lock)
    if (!message) throw lockLost()
    return message
  }

  #giveBack(message: StoredMessage): void {
    if (!this.deadLetters || message.deliveries < this.settings.maxDeliveryCount) {
      this.#table.unlock(message.sequence, this.#key, message.content)
      return
    }
    this.#moveTo(this.deadLetters, message, {
      DeadLetterReason: 'MaxDeliveryCountExceeded',
      DeadLetterErrorDescription: `Message could not be consumed after ${message.deliveries} delivery attempts.`,
    })
  }

  #moveTo(deadLetters: Queue, message: StoredMessage, properties: Properties): void {
    this.#table.unlock(message.sequence, deadLetters.#key, withProperties(message.content, properties))
    deadLetters.onAvailable()
  }
}
