import { Injectable } from '@nestjs/common';
import { ModuleRef } from '@nestjs/core';
import { type PullRequestOfSandbox, type RouteSetState, type SandboxSummary } from '@sdp/protocol';
import { type Viewer } from '../auth/viewer.js';
import { Clock } from '../clock/clock.js';
import { EnvironmentsService } from '../environments/environments.service.js';
import { type CatalogEntry, TemplateCatalog } from '../templates/template-catalog.js';
import { holdViewOf } from './life/hold.js';
import { PullRequestsOfSandboxes } from './pull-requests-of-sandboxes.js';
import { RouteStates } from './route-states.js';
import { SandboxRecords } from './sandbox-records.js';
import { rightsOf } from './sandbox-rights.js';
import { type Sandbox } from './sandbox.entity.js';

/** All of a sandbox's summary but its services. */
export type SandboxHead = Omit<SandboxSummary, 'services'>;

const NO_RIGHTS = { mayUse: false, mayEdit: false, mayOwn: false };

/** What is around sandboxes, gathered for many of them at once. */
interface Surroundings {
  shares: ReadonlyMap<string, string[]>;
  environments: ReadonlyMap<string, string>;
  templates: ReadonlyMap<string, CatalogEntry>;
  routes: ReadonlyMap<string, RouteSetState>;
  pullRequests: ReadonlyMap<string, PullRequestOfSandbox>;
  now: Date;
}

@Injectable()
export class SandboxHeads {
  constructor(
    private readonly records: SandboxRecords,
    private readonly environments: EnvironmentsService,
    private readonly templates: TemplateCatalog,
    private readonly modules: ModuleRef,
    private readonly clock: Clock,
  ) {}

  /** In the order of `sandboxes`, by a handful of queries for any number; to nobody in particular without a viewer. */
  async of(sandboxes: readonly Sandbox[], viewer: Viewer | null): Promise<SandboxHead[]> {
    const ids = sandboxes.map(({ id }) => id);
    // Asked for by name: their modules are built on top of this one.
    const routeStates = this.modules.get(RouteStates, { strict: false });
    const pullRequests = this.modules.get(PullRequestsOfSandboxes, { strict: false });
    const surroundings: Surroundings = {
      shares: await this.records.sharesOf(ids),
      environments: await this.environments.nameOf(sandboxes.flatMap((one) => one.environmentId ?? [])),
      templates: await this.templates.entries(sandboxes.flatMap((one) => one.templateId ?? [])),
      routes: await routeStates.of(ids),
      pullRequests: await pullRequests.of(ids),
      now: this.clock.now(),
    };
    return sandboxes.map((sandbox) => headOf(sandbox, viewer, surroundings));
  }
}

function headOf(sandbox: Sandbox, viewer: Viewer | null, around: Surroundings): SandboxHead {
  const { id, name, description, labels, owner, environmentId, isStopped } = sandbox;
  const sharedWith = around.shares.get(id) ?? [];
  const rights = viewer ? rightsOf(sandbox, sharedWith, viewer) : NO_RIGHTS;
  const environment = environmentId ? around.environments.get(environmentId) : undefined;
  return {
    id,
    name,
    description,
    labels,
    owner,
    isMine: rights.mayUse,
    rights,
    sharedWith,
    createdAt: sandbox.createdAt.toISOString(),
    expiresAt: sandbox.expiresAt?.toISOString() ?? null,
    expiry: expiryOf(sandbox),
    hold: holdViewOf(sandbox, around.now),
    isStopped,
    isDeleting: sandbox.deletingSince !== null,
    environment: environmentId && environment ? { id: environmentId, name: environment } : null,
    template: templateOf(sandbox, around.templates),
    pullRequest: around.pullRequests.get(id) ?? null,
    routes: around.routes.get(id) ?? 'none',
  };
}

function expiryOf({ expiresAt, warnedAt, deletingSince }: Sandbox): SandboxHead['expiry'] {
  if (expiresAt === null) return 'none';
  if (deletingSince && expiresAt <= deletingSince) return 'over';
  return warnedAt ? 'soon' : 'fine';
}

function templateOf(
  { templateId, templateVersion }: Sandbox,
  templates: ReadonlyMap<string, CatalogEntry>,
): SandboxHead['template'] {
  const entry = templateId ? templates.get(templateId) : undefined;
  if (!entry || templateVersion === null) return null;
  const { id, name, newestVersion, isDeleted } = entry;
  return { id, name, version: templateVersion, newestVersion, isDeleted };
}
