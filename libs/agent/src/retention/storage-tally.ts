import { type Removed } from '@sdp/deployer';
import { noStorage, STORAGE_KINDS, type StorageAmounts } from '@sdp/protocol';

/** Adds up what was removed. */
export class StorageTally {
  readonly amounts: StorageAmounts = noStorage();

  add({ removal: { kind }, bytes }: Removed): void {
    this.amounts[kind].items += 1;
    this.amounts[kind].bytes += bytes;
  }

  addAll(amounts: StorageAmounts): void {
    for (const kind of STORAGE_KINDS) {
      this.amounts[kind].items += amounts[kind].items;
      this.amounts[kind].bytes += amounts[kind].bytes;
    }
  }

  get items(): number {
    return Object.values(this.amounts).reduce((sum, { items }) => sum + items, 0);
  }

  get bytes(): number {
    return Object.values(this.amounts).reduce((sum, { bytes }) => sum + bytes, 0);
  }
}
