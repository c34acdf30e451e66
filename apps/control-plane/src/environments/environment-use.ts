import { Injectable } from '@nestjs/common';
import { ModuleRef } from '@nestjs/core';
import { TemplateCatalog } from '../templates/template-catalog.js';

/** Names, by the id of the environment that they use. */
export type NamesByEnvironment = ReadonlyMap<string, readonly string[]>;

/** Knows which sandboxes have which environment. Whoever owns the sandboxes provides it. */
export abstract class SandboxesOfEnvironments {
  /** In the order of their names; one query for many. */
  abstract of(environmentIds: readonly string[]): Promise<NamesByEnvironment>;

  /** Tells whoever watches them that they are given other variables from now on. */
  abstract announce(environmentId: string): Promise<void>;
}

export interface EnvironmentUsers {
  sandboxes: string[];
  templates: string[];
}

/** Says who uses an environment. */
@Injectable()
export class EnvironmentUse {
  constructor(
    private readonly templates: TemplateCatalog,
    private readonly modules: ModuleRef,
  ) {}

  async of(environmentIds: readonly string[]): Promise<(id: string) => EnvironmentUsers> {
    const sandboxes = await this.sandboxes.of(environmentIds);
    const templates = await this.templates.usingEnvironments(environmentIds);
    return (id) => ({ sandboxes: [...(sandboxes.get(id) ?? [])], templates: [...(templates.get(id) ?? [])] });
  }

  async announceToSandboxes(environmentId: string): Promise<void> {
    await this.sandboxes.announce(environmentId);
  }

  /** Asked for by name: the sandboxes' module is built on top of this one. */
  private get sandboxes(): SandboxesOfEnvironments {
    return this.modules.get(SandboxesOfEnvironments, { strict: false });
  }
}
