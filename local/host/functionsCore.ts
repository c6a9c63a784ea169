/**
 * The types of `@azure/functions-core`, the module that the Functions worker hands to `@azure/functions`,
 * as far as the two libraries use it.
 */

/** One value on its way between host and worker. */
export interface TypedData {
  string?: string
  json?: string
  bytes?: Uint8Array
  int?: number
  double?: number
  http?: HttpRequestData | HttpResponseData
}

interface Nullable {
  value: string
}

export interface HttpRequestData {
  method: string
  url: string
  nullableHeaders: Record<string, Nullable>
  nullableQuery: Record<string, Nullable>
  nullableParams: Record<string, Nullable>
  body?: { bytes: Uint8Array }
}

export interface HttpResponseData {
  statusCode: string
  headers: Record<string, string>
  cookies: unknown[]
  body?: { bytes?: Uint8Array } | null
}

export interface Binding {
  type: string
  direction: 'in' | 'out'
  [option: string]: unknown
}

export interface FunctionMetadata {
  name: string
  bindings: Record<string, Binding>
  retryOptions?: unknown
}

export type FunctionCallback = (...inputs: unknown[]) => unknown

export interface RegisteredFunction {
  metadata: FunctionMetadata
  callback: FunctionCallback
}

/** What the host hands over for one invocation. */
export interface InvocationRequest {
  inputData: { name: string; data: TypedData | undefined }[]
  triggerMetadata: Record<string, TypedData>
}

export interface InvocationModel {
  getArguments(): Promise<{ context: unknown; inputs: unknown[] }>
  invokeFunction(context: unknown, inputs: unknown[], callback: FunctionCallback): Promise<unknown>
  getResponse(context: unknown, result: unknown): Promise<{ returnValue?: TypedData | null }>
}

export interface ProgrammingModel {
  getInvocationModel(context: object): InvocationModel
  getCapabilities(capabilities: Record<string, string>): Promise<Record<string, string>>
}
