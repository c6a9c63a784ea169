/** The part of a changelog that belongs to a tag; throws what is wrong with tag, version or changelog. */
export function readNotes(tag: string, version: string, changelog: string): string {
  if (tag !== `v${version}`)
    throw new Error(`The tag is ${tag} and package.json says ${version}: they must be the same, as in v${version}.`)
  const parts = changelog.split(/^## /m).slice(1)
  const part = parts.find((one) => one.startsWith(`${version} `) || one.startsWith(`${version}\n`))
  const notes = part?.split('\n').slice(1).join('\n').trim()
  if (!notes)
    throw new Error(
      `CHANGELOG.md has no part "## ${version}" with something in it: move what stands under "Unreleased" there.`,
    )
  return notes
}
