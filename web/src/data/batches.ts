import type { BatchAction, BatchView } from '../../../shared/room/batchView.ts'
import type { FieldError, Send } from './api.ts'

/** What a file holds, and what is wrong with it. */
export interface FileChecked {
  rooms: number
  canary: number
  errors: FieldError[]
}

export interface BatchesApi {
  list(): Promise<BatchView[]>
  read(id: string): Promise<BatchView>
  check(file: Blob): Promise<FileChecked>
  create(file: Blob, key: string): Promise<{ id: string }>
  change(id: string, action: BatchAction): Promise<void>
  template(): Promise<string>
}

export function makeBatchesApi(send: Send): BatchesApi {
  const upload = async (path: string, file: Blob, headers: Record<string, string> = {}) =>
    (await send(path, { method: 'POST', body: file, headers: { 'content-type': 'text/csv', ...headers } })).body
  return {
    list: async () => ((await send('batches', { cache: 'no-store' })).body as { batches: BatchView[] }).batches,
    read: async (id) => (await send(`batches/${id}`, { cache: 'no-store' })).body as BatchView,
    check: async (file) => (await upload('batches?check=1', file)) as FileChecked,
    create: async (file, key) => (await upload('batches', file, { 'idempotency-key': key })) as { id: string },
    change: async (id, action) => void (await send(`batches/${id}/${action}`, { method: 'POST' })),
    template: async () => String((await send('batches/template')).body),
  }
}
