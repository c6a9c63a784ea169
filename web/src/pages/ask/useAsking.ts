import { useState } from 'react'
import { ApiProblem, type FieldError } from '../../data/api.ts'
import { findWrong, toAnswers } from './answers.ts'
import { keepDraft, readDraft, type Draft } from '../../data/draft.ts'
import { useSending } from './useSending.ts'

const readForm = (form: HTMLFormElement): Draft =>
  Object.fromEntries([...new FormData(form)].map(([name, value]) => [name, typeof value === 'string' ? value : '']))

/** What the browser cannot read it hands over as empty. */
const findUnreadable = (form: HTMLFormElement): FieldError[] =>
  [...form.querySelectorAll('input')].flatMap(({ name, type, validity }) =>
    validity.badInput ? [{ path: name, detail: type === 'date' ? 'must be a whole date' : 'must be a number' }] : [],
  )

const check = (form: HTMLFormElement): FieldError[] => [
  ...findUnreadable(form),
  ...findWrong(toAnswers(readForm(form))),
]

/** The form as it is filled in, and what is wrong with it: nothing before the first try to send it, afterwards as one types. */
export function useAsking() {
  const [draft, setDraft] = useState(readDraft)
  const [wrong, setWrong] = useState<FieldError[]>()
  const [refusals, setRefusals] = useState(0)
  const { mutate, isPending, error, reset } = useSending()
  const refuse = (found: FieldError[]): void => {
    setWrong(found)
    setRefusals((count) => count + 1)
  }
  return {
    draft,
    wrong: wrong ?? [],
    /** How often it was not taken. */
    refusals,
    /** Why, where no field says it. */
    failure: error instanceof ApiProblem && error.errors.length > 0 ? null : error,
    change: (form: HTMLFormElement): void => {
      const next = readForm(form)
      keepDraft(next)
      setDraft(next)
      if (wrong) setWrong(check(form))
    },
    send: (form: HTMLFormElement): void => {
      if (isPending) return
      reset()
      const found = check(form)
      if (found.length > 0) return refuse(found)
      setWrong([])
      mutate(toAnswers(readForm(form)), {
        onError: (problem) => refuse(problem instanceof ApiProblem ? problem.errors : []),
      })
    },
  }
}
