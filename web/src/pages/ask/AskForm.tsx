import { Button, makeStyles, tokens } from '@fluentui/react-components'
import { useEffect, useMemo, useRef, useState } from 'react'
import { advise } from './advice.ts'
import { toAnswers } from './answers.ts'
import type { FieldError } from '../../data/api.ts'
import type { Draft } from '../../data/draft.ts'
import { groups, type Group } from './fields.ts'
import { QuestionField } from './QuestionField.tsx'
import { Summary } from './Summary.tsx'
import { useAsking } from './useAsking.ts'

const useStyles = makeStyles({
  group: {
    display: 'grid',
    gridTemplateColumns: 'repeat(auto-fill, minmax(min(16rem, 100%), 1fr))',
    gap: '0.75rem 1.25rem',
    alignItems: 'start',
    minWidth: 0,
    margin: '0 0 1.25rem',
    padding: '0.25rem 1.25rem 1.25rem',
    borderRadius: tokens.borderRadiusLarge,
    border: `1px solid ${tokens.colorNeutralStroke2}`,
  },
  legend: { padding: '0 0.5rem', marginLeft: '-0.5rem', fontWeight: tokens.fontWeightSemibold },
})

/** Asks what a request needs. Fields keep what was typed, whatever comes of it. */
export function AskForm() {
  const form = useRef<HTMLFormElement>(null)
  const { draft, wrong, refusals, failure, change, send } = useAsking()
  const [today] = useState(() => new Date())
  const advice = useMemo(() => advise(toAnswers(draft), today), [draft, today])
  useEffect(() => {
    if (refusals > 0) form.current?.querySelector<HTMLElement>('[aria-invalid="true"]')?.focus()
  }, [refusals])
  return (
    <form
      ref={form}
      noValidate
      aria-label="Ask for a room"
      onChange={({ currentTarget }) => change(currentTarget)}
      onSubmit={(event) => {
        event.preventDefault()
        send(event.currentTarget)
      }}
    >
      <Summary wrong={wrong} failure={failure} />
      {groups.map((group) => (
        <Questions key={group.title} group={group} draft={draft} wrong={wrong} advice={advice} />
      ))}
      <Button type="submit" appearance="primary" size="large">
        Send the request
      </Button>
    </form>
  )
}

interface QuestionsProps {
  group: Group
  draft: Draft
  wrong: FieldError[]
  advice: FieldError[]
}

function Questions({ group: { title, questions }, draft, wrong, advice }: QuestionsProps) {
  const styles = useStyles()
  return (
    <fieldset className={styles.group}>
      <legend className={styles.legend}>{title}</legend>
      {questions.map((question) => (
        <QuestionField
          key={question.name}
          question={question}
          answer={draft[question.name] ?? ''}
          error={wrong.find(({ path }) => path === question.name)?.detail}
          advice={advice.find(({ path }) => path === question.name)?.detail}
        />
      ))}
    </fieldset>
  )
}
