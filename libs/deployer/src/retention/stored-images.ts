import { type Stack } from '@sdp/protocol';
import { type ContainerRuntime, type OwnImage } from '../runtime/container-runtime.js';
import { type Store, type StoredItem } from './stored-item.js';

/** Base images with our label, of the stacks of this agent: those that its strategies name stay, and those in use. */
export class StoredImages implements Store {
  readonly kind = 'image';
  private readonly named: ReadonlySet<string>;

  constructor(
    private readonly runtime: Pick<ContainerRuntime, 'ownImages' | 'removeImage'>,
    private readonly stacks: readonly Stack[],
    /** Names of the base images that strategies start containers of. */
    named: readonly string[],
    /** Of the disk that what is removed makes room on. */
    private readonly device: () => Promise<number | null>,
  ) {
    this.named = new Set(named.map(withTag));
  }

  async survey(): Promise<StoredItem[]> {
    const device = await this.device();
    return (await this.images()).map((image) => this.itemOf(image, device));
  }

  async remove({ id }: StoredItem): Promise<number | null> {
    const image = (await this.images()).find((one) => one.id === id);
    if (!image || this.itemOf(image, null).isKept) return null;
    return (await this.runtime.removeImage(id)) ? image.bytes : null;
  }

  private async images(): Promise<OwnImage[]> {
    return (await this.runtime.ownImages()).filter(({ stack }) => this.stacks.includes(stack));
  }

  private itemOf({ id, names, bytes, usedAt, isUsed }: OwnImage, device: number | null): StoredItem {
    return {
      kind: 'image',
      id,
      name: `image ${names.join(', ') || id.slice(0, 19)}`,
      bytes,
      usedAt,
      device,
      isKept: isUsed || names.some((name) => this.named.has(withTag(name))),
    };
  }
}

/** As the engine understands a name without one. */
export function withTag(image: string): string {
  return /:[^/]+$/.test(image) || image.includes('@') ? image : `${image}:latest`;
}
