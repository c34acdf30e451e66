import { setTimeout as pause } from 'node:timers/promises';
import { Inject, Injectable } from '@nestjs/common';
import { type ContainerRuntime } from '@sdp/deployer';
import { type ImageView } from '@sdp/protocol';
import { AGENT_IDENTITY, type AgentIdentity } from '../agent-identity.js';
import { AgentConfig } from '../config/agent-config.js';
import { CONTAINER_RUNTIME } from '../deployer.providers.js';

const PATIENCE_MS = 1000;

/** The base image of every strategy, and whether the engine has it. */
@Injectable()
export class BaseImages {
  private latest: ImageView[];
  private looking?: Promise<void>;

  constructor(
    @Inject(AGENT_IDENTITY) identity: AgentIdentity,
    { goImage, phpImage }: AgentConfig,
    @Inject(CONTAINER_RUNTIME) private readonly runtime: ContainerRuntime,
  ) {
    const names = { go: goImage, php: phpImage };
    this.latest = identity.strategies.map((stack) => ({ stack, name: names[stack], isPresent: false }));
  }

  /** What was seen last when the engine is away or takes too long: it may hang. */
  async look(): Promise<ImageView[]> {
    this.looking ??= this.lookOnce().finally(() => (this.looking = undefined));
    await Promise.race([this.looking, pause(PATIENCE_MS, undefined, { ref: false })]);
    return this.latest;
  }

  private async lookOnce(): Promise<void> {
    const ids = await Promise.all(this.latest.map(({ name }) => this.runtime.imageId(name))).catch(
      () => null,
    );
    if (ids) this.latest = this.latest.map((image, index) => ({ ...image, isPresent: ids[index] !== null }));
  }
}
