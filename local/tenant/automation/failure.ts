import { randomUUID } from 'node:crypto'
import { Refusal } from '../answer.ts'
import type { Answer } from '../answer.ts'

/** Azure Resource Manager's own errors (learn, azure-resource-manager/troubleshooting/common-deployment-errors). */
export function armAnswer(status: number, code: string, message: string): Answer {
  return { status, headers: { 'x-ms-request-id': randomUUID() }, body: { error: { code, message } } }
}

export function refuseArm(status: number, code: string, message: string): never {
  throw new Refusal(armAnswer(status, code, message))
}

/** The Automation service behind it answers without the wrapper (rest/api/automation, ErrorResponse). */
export function refuseAutomation(status: number, code: string, message: string): never {
  throw new Refusal({ status, headers: { 'x-ms-request-id': randomUUID() }, body: { code, message } })
}

export function refuseUnsupported(what: string): never {
  refuseArm(501, 'NotImplemented', `not supported by the local tenant: ${what}`)
}
