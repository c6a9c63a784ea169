import type { RequestView } from '../../../../shared/room/view.ts'
import { Panel } from '../../parts/Panel.tsx'
import { When } from '../../parts/When.tsx'

type Check = NonNullable<RequestView['checks']>[number]
type Stage = NonNullable<RequestView['stages']>[number]
type SignIn = NonNullable<RequestView['signIn']>

/** What needs somebody comes first. */
const groups: [state: Check['state'], title: string][] = [
  ['wrong', 'Not as it should be'],
  ['unknown', 'Could not be read'],
  ['skipped', 'Not tried'],
  ['right', 'Right'],
]

/** What was looked at and found, what the room can do since when, and whether it can sign in. */
export function Findings({ view: { checks = [], stages = [], signIn } }: { view: RequestView }) {
  return (
    <>
      {groups.map(([state, title]) => (
        <Checks key={state} title={title} checks={checks.filter((check) => check.state === state)} />
      ))}
      {stages.length > 0 && <Stages stages={stages} />}
      {signIn && <SignInPanel signIn={signIn} />}
    </>
  )
}

const Checks = ({ title, checks }: { title: string; checks: Check[] }) =>
  checks.length === 0 ? null : (
    <Panel title={title}>
      <ul>
        {checks.map(({ title: name, says, at }) => (
          <li key={name}>
            {`${name}: ${says}, `}
            <When at={at} />
          </li>
        ))}
      </ul>
    </Panel>
  )

const Stages = ({ stages }: { stages: Stage[] }) => (
  <Panel title="Stages">
    <ul>
      {stages.map(({ title, at, isOpen }) => (
        <li key={title}>
          {title}: {at === undefined ? isOpen ? 'not yet' : 'not known' : <When at={at} />}
        </li>
      ))}
    </ul>
  </Panel>
)

/** What was found about the sign-in of the room. */
function SignInPanel({ signIn: { checkedAt, findings, notChecked } }: { signIn: SignIn }) {
  const lines = [
    ...findings.map(({ says, remedy }) => `${says} ${remedy}`),
    ...notChecked.map(({ what, missing }) => `Not checked: ${what}, because ${missing}.`),
  ]
  return (
    <Panel title="Sign-in">
      <p>
        Checked <When at={checkedAt} />
      </p>
      {lines.length === 0 ? <p>Checked, nothing in the way.</p> : <List lines={lines} />}
    </Panel>
  )
}

const List = ({ lines }: { lines: string[] }) => (
  <ul>
    {lines.map((line) => (
      <li key={line}>{line}</li>
    ))}
  </ul>
)
