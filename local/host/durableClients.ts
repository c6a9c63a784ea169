import type { TypedData } from './functionsCore.ts'
import type { HostedFunction } from './hostedFunctions.ts'

/** What a function is given beside its trigger. */
export type InputsOf = (called: HostedFunction) => { name: string; data: TypedData }[]

/** On Azure it opens every instance of a hub. Here the port is on loopback and no key is asked for. */
const key = 'local'

export const managementPath = '/runtime/webhooks/durabletask'
export const workerPath = '/durabletask'

/** The addresses that manage one instance, as the extension writes them. */
export function managementLinks(origin: string, hubName: string, instanceId: string) {
  const instance = `${origin}${managementPath}/instances/${instanceId}`
  const query = `taskHub=${hubName}&connection=Storage&code=${key}`
  return {
    id: instanceId,
    statusQueryGetUri: `${instance}?${query}`,
    sendEventPostUri: `${instance}/raiseEvent/{eventName}?${query}`,
    terminatePostUri: `${instance}/terminate?reason={text}&${query}`,
    rewindPostUri: `${instance}/rewind?reason={text}&${query}`,
    purgeHistoryDeleteUri: `${instance}?${query}`,
    restartPostUri: `${instance}/restart?${query}`,
    suspendPostUri: `${instance}/suspend?reason={text}&${query}`,
    resumePostUri: `${instance}/resume?reason={text}&${query}`,
  }
}

/** Feeds the `durableClient` input; through `rpcBaseUrl` go all calls of durable-functions. */
export function makeInputsOf(origin: string, hubName: string): InputsOf {
  const create = `${origin}${managementPath}/orchestrators/{functionName}[/{instanceId}]`
  const binding = {
    taskHubName: hubName,
    connectionName: null,
    creationUrls: {
      createNewInstancePostUri: `${create}?code=${key}`,
      createAndWaitOnNewInstancePostUri: `${create}?timeout={timeoutInSeconds}&pollingInterval={intervalInSeconds}&code=${key}`,
    },
    managementUrls: managementLinks(origin, hubName, 'INSTANCEID'),
    baseUrl: `${origin}${managementPath}`,
    requiredQueryStringParameters: `code=${key}`,
    rpcBaseUrl: `${origin}${workerPath}/`,
    httpBaseUrl: null,
    maxGrpcMessageSizeInBytes: null,
    grpcHttpClientTimeout: null,
  }
  const data = { string: JSON.stringify(binding) }
  return ({ durableClients }) => durableClients.map((name) => ({ name, data }))
}
