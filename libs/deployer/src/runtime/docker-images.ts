import { type Stack } from '@sdp/protocol';
import type Docker from 'dockerode';
import { type OwnImage } from './container-runtime.js';
import { asked } from './docker-errors.js';
import { BASE_LABEL } from './labels.js';

const STACKS: readonly string[] = ['go', 'php'] satisfies Stack[];

/** Base images on a Docker engine. */
export class DockerImages {
  constructor(private readonly docker: Docker) {}

  async own(): Promise<OwnImage[]> {
    const labelled = await asked(
      'list images',
      this.docker.listImages({ filters: { label: [BASE_LABEL] } as unknown as string }),
    );
    const used = await this.used();
    const images = await Promise.all(labelled.map(({ Id }) => this.describe(Id, used)));
    return images.filter((image) => image !== null);
  }

  /** Name by name, without force: the engine refuses what a container was made from meanwhile. */
  async remove(id: string): Promise<boolean> {
    const names = (await this.inspect(id))?.RepoTags ?? [];
    for (const name of names.length === 0 ? [id] : names) {
      const image = this.docker.getImage(name);
      // 409: it is in use
      await asked(`remove image "${name}"`, image.remove({ force: false }), [404, 409]);
    }
    return (await this.inspect(id)) === null;
  }

  private async describe(id: string, used: ReadonlySet<string>): Promise<OwnImage | null> {
    const info = await this.inspect(id);
    const stack = info?.Config.Labels?.[BASE_LABEL];
    if (!info || !isStack(stack) || !(await this.isOriginal(id))) return null;
    const { LastTagTime = '' } = (info as { Metadata?: { LastTagTime?: string } }).Metadata ?? {};
    const times = [Date.parse(info.Created), Date.parse(LastTagTime)].filter((time) => !Number.isNaN(time));
    return {
      id,
      names: info.RepoTags,
      stack,
      bytes: info.Size,
      usedAt: Math.max(0, ...times),
      isUsed: used.has(id),
    };
  }

  /** What somebody built from one of ours has our label, too, but more than the one layer of an import. */
  private async isOriginal(id: string): Promise<boolean> {
    const asking = this.docker.getImage(id).history() as Promise<unknown[]>;
    const history = await asked('read the history of an image', asking, [404]);
    return history?.length === 1;
  }

  /** Ids of the images of all containers, running or not, whoever made them. */
  private async used(): Promise<Set<string>> {
    const containers = await asked('list containers', this.docker.listContainers({ all: true }));
    return new Set(containers.map(({ ImageID }) => ImageID));
  }

  private inspect(id: string): Promise<Docker.ImageInspectInfo | null> {
    return asked('inspect an image', this.docker.getImage(id).inspect(), [404]);
  }
}

function isStack(text: string | undefined): text is Stack {
  return text !== undefined && STACKS.includes(text);
}
