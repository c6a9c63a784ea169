import { el, show } from './dom.ts'

interface ProblemEntry {
  title: string
  says: string
  remedy: string
  actor: string
}

export async function showProblems(): Promise<void> {
  const problems = (await (await fetch('/problems.json')).json()) as Record<string, ProblemEntry>
  const sections = Object.entries(problems).map(([code, { title, says, remedy, actor }]) =>
    el(
      'section',
      { id: code },
      el('h2', {}, title),
      el('p', {}, says),
      el('p', {}, `What to do: ${remedy}`),
      el('p', { class: 'hint' }, `Who can act: ${actor}. Code: ${code}`),
    ),
  )
  show('Problems', ...sections)
  document.getElementById(location.hash.slice(1))?.scrollIntoView()
}
