import { makeRegistry, type Devices } from '../../shared/store/devices.ts'
import { memoryTable } from './memoryTable.ts'

/** The registry itself, over tables in memory. */
export const memoryDevices = (): Devices => makeRegistry({ devices: memoryTable(), places: memoryTable() })
