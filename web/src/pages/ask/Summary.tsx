import { Link } from '@fluentui/react-components'
import { sayError, type FieldError } from '../../data/api.ts'
import { Complaint, Notice } from '../../parts/Notice.tsx'
import { SignInAgain } from '../../parts/SignInAgain.tsx'
import { questions } from './answers.ts'

const labels = new Map<string, string>(questions.map(({ name, label }) => [name, label]))

/** Everything that is wrong, with ways to it. */
export function Summary({ wrong, failure }: { wrong: FieldError[]; failure: unknown }) {
  return (
    <>
      {failure ? <Complaint text={sayError(failure)} /> : null}
      <SignInAgain error={failure} />
      {wrong.length > 0 && (
        <Notice intent="error" title="Some fields are not right.">
          <ul>
            {wrong.map((one) => (
              <li key={`${one.path} ${one.detail}`}>
                <WayTo wrong={one} />
              </li>
            ))}
          </ul>
        </Notice>
      )}
    </>
  )
}

function WayTo({ wrong: { path, detail } }: { wrong: FieldError }) {
  const label = labels.get(path)
  if (label === undefined) return `${path}: ${detail}`
  return (
    <Link
      inline
      href={`#${path}`}
      onClick={(event) => {
        event.preventDefault()
        document.querySelector<HTMLElement>(`form [name="${path}"]`)?.focus()
      }}
    >
      {`${label} ${detail}`}
    </Link>
  )
}
