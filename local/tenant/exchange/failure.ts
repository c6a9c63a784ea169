import { randomUUID } from 'node:crypto'
import { Refusal } from '../answer.ts'
import type { Answer } from '../answer.ts'

/** The text of EXO's throttle, as ExoHelper and CIPP see it. */
export const concurrencyText =
  'You have reached the maximum number of concurrent requests per tenant. Please wait and try again'

const notFoundClass = 'Microsoft.Exchange.Configuration.Tasks.ManagementObjectNotFoundException'
const bindingClass = 'System.Management.Automation.ParameterBindingException'
const server = 'LOCAL01A001DC01.EURPR00A001.PROD.OUTLOOK.COM'

/** `details[0].message` is `id|class|text`; id and class are empty where no source names them. */
export function exchangeAnswer(status: number, code: string, text: string, failureClass = '', id = ''): Answer {
  const message = 'Error executing cmdlet'
  return {
    status,
    headers: { 'request-id': randomUUID(), ...(failureClass && { 'X-ExceptionType': failureClass }) },
    body: {
      error: {
        code,
        message,
        details: [{ code: 'Context', target: '', message: `${id}|${failureClass}|${text}` }],
        innererror: { message, type: 'Microsoft.Exchange.Admin.OData.Core.ODataServiceException', stacktrace: '' },
      },
    },
  }
}

export function tooManyAtOnce(retryAfter: string): Answer {
  const answer = exchangeAnswer(429, 'TooManyRequests', concurrencyText)
  return { ...answer, headers: { ...answer.headers, 'Retry-After': retryAfter } }
}

export function refuseCmdlet(text: string, failureClass?: string): never {
  throw new Refusal(exchangeAnswer(400, 'BadRequest', text, failureClass))
}

/** The same words whether it does not exist or is not visible yet (status and code as in Microsoft365DSC issue 2998). */
export function refuseNotFound(identity: string): never {
  const text = `The operation couldn't be performed because object '${identity}' couldn't be found on '${server}'.`
  throw new Refusal(exchangeAnswer(404, 'NotFound', text, notFoundClass, 'Ex6F9304'))
}

export function refuseBinding(text: string): never {
  refuseCmdlet(text, bindingClass)
}

export function refuseUnsupported(what: string): never {
  throw new Refusal(exchangeAnswer(501, 'NotImplemented', `not supported by the local tenant: ${what}`))
}
