import type { ContentfulStatusCode } from 'hono/utils/http-status'

/** What the service answers when it does not do as asked (learn: rest/api/storageservices/table-service-error-codes). */
const refusals = {
  InvalidInput: [400, 'One of the request inputs is not valid.'],
  PropertiesNeedValue: [400, 'The values are not specified for all properties in the entity.'],
  PropertyValueTooLarge: [400, 'The property value exceeds the maximum allowed size (64KB).'],
  EntityTooLarge: [400, 'The entity is larger than the maximum allowed size (1MB).'],
  InvalidResourceName: [400, 'The specified resource name contains invalid characters.'],
  OutOfRangeInput: [400, 'The specified resource name length is not within the permissible limits.'],
  AuthenticationFailed: [403, 'Server failed to authenticate the request.'],
  ResourceNotFound: [404, 'The specified resource does not exist.'],
  TableNotFound: [404, 'The table specified does not exist.'],
  EntityAlreadyExists: [409, 'The specified entity already exists.'],
  TableAlreadyExists: [409, 'The table specified already exists.'],
  UpdateConditionNotSatisfied: [412, 'The update condition specified in the request was not satisfied.'],
  RequestBodyTooLarge: [413, 'The request body is too large and exceeds the maximum permissible limit.'],
  InternalError: [500, 'The local tables failed; their log says why.'],
  NotImplemented: [501, 'The requested operation is not implemented on the specified resource.'],
} satisfies Record<string, [ContentfulStatusCode, string]>

export class Refusal extends Error {
  readonly code: keyof typeof refusals
  readonly status: ContentfulStatusCode

  constructor(code: keyof typeof refusals, message: string = refusals[code][1]) {
    super(message)
    this.code = code
    this.status = refusals[code][0]
  }
}

export const notSupported = (what: string) =>
  new Refusal('NotImplemented', `not supported by the local tables: ${what}`)
