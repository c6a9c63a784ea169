/** A cmdlet that ends with a terminating error; nothing was changed. The class is the short name that CategoryInfo.Reason gives. */
export class CmdletFailure extends Error {
  readonly failureClass: string

  constructor(failureClass: string, text: string) {
    super(text)
    this.failureClass = failureClass
  }
}

export function fail(failureClass: string, text: string): never {
  throw new CmdletFailure(failureClass, text)
}

export function failBinding(text: string): never {
  fail('ParameterBindingException', text)
}

export function failUnsupported(what: string): never {
  fail('NotSupportedException', `not supported by the local tenant: ${what}`)
}
