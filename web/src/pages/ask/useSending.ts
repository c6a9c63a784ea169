import { useMutation } from '@tanstack/react-query'
import { useRef } from 'react'
import { useLocation } from 'wouter'
import { useApi } from '../../data/session.tsx'
import type { Answers } from './answers.ts'
import { forgetDraft } from '../../data/draft.ts'

/** Sends the answers and opens the request. The same answers count once, however often they are sent. */
export function useSending() {
  const api = useApi()
  const [, go] = useLocation()
  const last = useRef({ text: '', key: '' })
  return useMutation({
    mutationFn: (answers: Answers) => {
      const text = JSON.stringify(answers)
      if (last.current.text !== text) last.current = { text, key: crypto.randomUUID() }
      return api.create(answers, last.current.key)
    },
    onSuccess: ({ id }) => {
      forgetDraft()
      go(`/requests/${id}`)
    },
  })
}
