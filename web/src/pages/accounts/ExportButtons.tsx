import { Button, makeStyles } from '@fluentui/react-components'
import { useMutation } from '@tanstack/react-query'
import { useApi } from '../../data/session.tsx'
import { ErrorNotice } from '../../parts/ProblemNotice.tsx'

const formats = ['csv', 'json'] as const

const useStyles = makeStyles({ trouble: { flexBasis: '100%', order: 1 } })

/** The list as a file. */
export function ExportButtons() {
  const styles = useStyles()
  const { estate } = useApi()
  const { mutate, error } = useMutation({
    mutationFn: (format: (typeof formats)[number]) => estate.file(format),
    onSuccess: ({ name, file }) => save(name, file),
  })
  return (
    <>
      {formats.map((format) => (
        <Button key={format} onClick={() => mutate(format)}>
          Export {format.toUpperCase()}
        </Button>
      ))}
      {error && (
        <div className={styles.trouble}>
          <ErrorNotice error={error} />
        </div>
      )}
    </>
  )
}

/** A link could not carry the token, so the file is fetched and then given to the browser. */
function save(name: string, file: Blob): void {
  const link = document.createElement('a')
  link.href = URL.createObjectURL(file)
  link.download = name
  link.click()
  URL.revokeObjectURL(link.href)
}
