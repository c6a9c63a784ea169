import { Button, makeStyles, tokens } from '@fluentui/react-components'
import { useMutation } from '@tanstack/react-query'
import { useId, type DragEvent } from 'react'
import { useLocation } from 'wouter'
import { sayError, type FieldError } from '../../data/api.ts'
import { useApi } from '../../data/session.tsx'
import { Complaint, Notice } from '../../parts/Notice.tsx'
import { Panel } from '../../parts/Panel.tsx'
import type { Column } from '../../parts/table/columns.ts'
import { DataTable } from '../../parts/table/DataTable.tsx'
import { useTextStyles } from '../../parts/useTextStyles.ts'
import { saveFile } from './saveFile.ts'

const useStyles = makeStyles({
  zone: {
    display: 'flex',
    flexWrap: 'wrap',
    alignItems: 'center',
    gap: '0.5rem 1rem',
    padding: '1rem',
    marginBottom: '0.75rem',
    borderRadius: tokens.borderRadiusLarge,
    border: `2px dashed ${tokens.colorNeutralStroke1}`,
  },
})

/** A file is checked when it is chosen or dropped; only one without errors can be sent. */
function useUpload() {
  const { batches } = useApi()
  const [, go] = useLocation()
  const check = useMutation({
    mutationFn: async (file: File) => ({ file, key: crypto.randomUUID(), ...(await batches.check(file)) }),
  })
  const create = useMutation({
    mutationFn: ({ file, key }: { file: File; key: string }) => batches.create(file, key),
    onSuccess: ({ id }) => go(`/batches/${id}`),
  })
  const template = useMutation({
    mutationFn: async () => saveFile('rooms.csv', 'text/csv', await batches.template()),
  })
  return { check, create, template, error: create.error ?? check.error ?? template.error }
}

export function Upload() {
  const styles = useStyles()
  const { hint } = useTextStyles()
  const id = useId()
  const { check, create, template, error } = useUpload()
  const take = (files: FileList | null): void => {
    const file = files?.[0]
    create.reset()
    if (file) check.mutate(file)
  }
  const drop = (event: DragEvent): void => {
    event.preventDefault()
    take(event.dataTransfer.files)
  }
  return (
    <Panel title="Upload a file">
      <p className={hint}>
        A CSV file with a row for each room, at most 1,000. Everything is checked before anything begins.
      </p>
      <div className={styles.zone} onDragOver={(event) => event.preventDefault()} onDrop={drop}>
        <label htmlFor={id}>Choose a file, or drop it here</label>
        <input
          id={id}
          type="file"
          accept=".csv,text/csv"
          onChange={({ target }) => {
            take(target.files)
            // The same file, put right, is chosen again.
            target.value = ''
          }}
        />
        <Button onClick={() => template.mutate()}>Download the template</Button>
      </div>
      <Complaint text={error ? sayError(error) : ''} />
      <output>{check.isPending && 'Checking …'}</output>
      {check.data && <Checked {...check.data} onSend={() => check.data && create.mutate(check.data)} />}
    </Panel>
  )
}

interface CheckedProps {
  file: File
  rooms: number
  errors: FieldError[]
  onSend: () => void
}

function Checked({ file, rooms, errors, onSend }: CheckedProps) {
  if (errors.length === 0)
    return (
      <>
        <p role="status">
          {file.name}: {rooms} {rooms === 1 ? 'room' : 'rooms'}, nothing is wrong.
        </p>
        <Button appearance="primary" onClick={onSend}>
          Set up {rooms} {rooms === 1 ? 'room' : 'rooms'}
        </Button>
      </>
    )
  return (
    <>
      <Notice intent="error" title={`${file.name}: ${errors.length} to put right. Nothing was begun.`}>
        Put these cells right and choose the file again.
      </Notice>
      <DataTable label="What is wrong" columns={columns} rows={errors} keyOf={keyOf} />
    </>
  )
}

const keyOf = ({ path, detail }: FieldError): string => `${path} ${detail}`

const columns: Column<FieldError>[] = [
  { id: 'line', title: 'Line', width: 'minmax(3rem, 0.3fr)', cell: ({ line }) => line },
  { id: 'column', title: 'Column', width: 'minmax(6rem, 1fr)', cell: ({ column }) => column },
  { id: 'detail', title: 'What to put right', width: 'minmax(10rem, 3fr)', cell: ({ detail }) => detail },
]
