import { inspect } from 'node:util'

const hidden = '[secret]'

/** A value that does not leak by accident: JSON, string conversion and inspection show a placeholder. */
export class Secret {
  readonly #value: string

  constructor(value: string) {
    this.#value = value
  }

  /** The value itself; call it only where it goes on the wire. */
  reveal(): string {
    return this.#value
  }

  toJSON(): string {
    return hidden
  }

  toString(): string {
    return hidden
  }

  [inspect.custom](): string {
    return hidden
  }
}
