import { type StorageAmounts, type StorageKind, type StorageView } from '@sdp/protocol';
import { byteText } from '../ui/byte-text';

export interface StorageRow {
  kind: StorageKind;
  name: string;
  bytes: number;
  /** How much of it, in words. */
  text: string;
  /** What goes next, in words; null: nothing. */
  going: string | null;
}

const NAMES: Readonly<Record<StorageKind, string>> = {
  release: 'Releases',
  mirror: 'Git mirrors',
  cache: 'Build caches',
  image: 'Own base images',
};

const KINDS = Object.keys(NAMES) as StorageKind[];

/** What takes how much, the largest first. */
export function storageRows({ stored, removable }: StorageView): StorageRow[] {
  return KINDS.map((kind) => ({
    kind,
    name: NAMES[kind],
    bytes: stored[kind].bytes,
    text: byteText(stored[kind].bytes),
    going: removable[kind].items > 0 ? byteText(removable[kind].bytes) : null,
  })).toSorted((one, other) => other.bytes - one.bytes);
}

/** What the last run did, in words. */
export function runText(removed: StorageAmounts): string {
  const items = KINDS.reduce((sum, kind) => sum + removed[kind].items, 0);
  const bytes = KINDS.reduce((sum, kind) => sum + removed[kind].bytes, 0);
  return items === 0 ? 'found nothing to remove' : `freed ${byteText(bytes)}`;
}
