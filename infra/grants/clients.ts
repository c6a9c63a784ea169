import { DefaultAzureCredential, type TokenCredential } from '@azure/identity'
import { SecretClient } from '@azure/keyvault-secrets'
import { systemClock } from '../../shared/clock.ts'
import { makeSend } from '../../shared/http/outbound.ts'
import { makeGraph, type Graph } from '../../shared/microsoft365/graph.ts'
import { clouds } from '../../shared/room/clouds.ts'
import type { Deployment } from './settings.ts'

/** Whoever is signed in here: an administrator by `az login`, or the identity of the machine. */
export const signedIn = ({ tenant }: Deployment['back']): TokenCredential =>
  new DefaultAzureCredential({ authorityHost: clouds[tenant.cloud].login, tenantId: tenant.id })

export const openGraph = ({ tenant }: Deployment['back'], credential: TokenCredential): Graph =>
  makeGraph({ ...tenant.graph, credential, clock: systemClock, send: makeSend({ clock: systemClock, inFlight: 4 }) })

export const openVault = (url: string, credential: TokenCredential): SecretClient => {
  const isLoopback = url.startsWith('http:')
  return new SecretClient(url, credential, {
    disableChallengeResourceVerification: isLoopback,
    allowInsecureConnection: isLoopback,
  })
}
