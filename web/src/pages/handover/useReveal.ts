import { useEffect, useRef, useState } from 'react'
import type { Ticks } from '../../../../shared/room/checklist.ts'
import type { RevealView } from '../../../../shared/room/handoverView.ts'
import { ApiProblem, sayError, type Api } from '../../data/api.ts'
import { useApi } from '../../data/session.tsx'
import { makeKeys, open, type SignInData } from './keys.ts'

export interface Revealing {
  data?: SignInData
  isAsking: boolean
  /** Why nothing is shown. */
  wrong: string
  ask: (ticks: Ticks) => Promise<void>
}

const betweenLooks = 500
const rest = () => new Promise((resolve) => setTimeout(resolve, betweenLooks))

/** Asks for the sign-in data with a key of its own. What it shows lives in this page's memory alone, and is forgotten when the page is left or put aside. */
export function useReveal(id: string): Revealing {
  const api = useApi()
  const [data, setData] = useState<SignInData>()
  const [wrong, setWrong] = useState('')
  const [isAsking, setIsAsking] = useState(false)
  const isLeft = useRef(false)
  useEffect(() => {
    isLeft.current = false
    // A browser may keep a page that was left, and show it again as it was.
    const forget = (): void => setData(undefined)
    addEventListener('pagehide', forget)
    return () => {
      isLeft.current = true
      removeEventListener('pagehide', forget)
    }
  }, [])
  const ask = async (ticks: Ticks): Promise<void> => {
    if (isAsking) return
    setIsAsking(true)
    setWrong('')
    try {
      const shown = await reveal(api, id, ticks, () => isLeft.current)
      if (!isLeft.current) setData(shown)
    } catch (error) {
      setWrong(sayError(error))
    } finally {
      setIsAsking(false)
    }
  }
  return { ...(data && { data }), isAsking, wrong, ask }
}

async function reveal(api: Api, id: string, ticks: Ticks, isLeft: () => boolean): Promise<SignInData | undefined> {
  const { privateKey, key } = await makeKeys()
  const asked = await api.askForReveal(id, { key, ticks })
  while (!isLeft()) {
    const seen = await look(api, id, asked)
    if (seen.state === 'sealed') return open(seen.sealed, privateKey)
    if (seen.state === 'refused') throw new ApiProblem(409, seen.problem.says, seen.problem.remedy)
    if (seen.state === 'expired') throw expired()
    await rest()
  }
  return undefined
}

/** A connection that is lost for a moment does not lose the answer. */
async function look(api: Api, id: string, asked: { id: string; until: string }): Promise<RevealView> {
  if (new Date().toISOString() > asked.until) throw expired()
  try {
    return await api.readReveal(id, asked.id)
  } catch (error) {
    if (error instanceof ApiProblem && error.isTemporary) return { state: 'queued' }
    throw error
  }
}

const expired = () =>
  new ApiProblem(
    409,
    'The answer did not come within ten minutes, or was not fetched.',
    'Reload the page: it says whether the data were given away. If so, open a new request for the room that asks for a new password.',
  )
