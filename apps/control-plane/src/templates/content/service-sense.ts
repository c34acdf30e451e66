import { GATEWAY_SERVICE, type TemplateContent } from '@sdp/protocol';
import { cycleAmong } from '../../sandboxes/instances/dependencies.js';
import { type Findings } from './findings.js';
import { type Draft } from './readers.js';

/** Names that exist, for what a template refers to. */
export interface Surroundings {
  repositories: ReadonlySet<string>;
  environments: ReadonlySet<string>;
  sandboxes: ReadonlySet<string>;
}

/** Whether services and overrides fit each other, and what is around them. */
export class ServiceSense {
  private readonly services: Draft<TemplateContent['services']>;

  constructor(
    private readonly content: Draft<TemplateContent>,
    private readonly surroundings: Surroundings,
    private readonly findings: Findings,
  ) {
    this.services = content.services ?? [];
  }

  check(): void {
    this.checkNames();
    this.checkReferences();
    this.checkOverrides();
    this.checkDependencies();
  }

  private checkNames(): void {
    this.findings.eachOnce(this.services.map((one, index) => [one?.name, ['services', index, 'name']]));
    for (const [index, one] of this.services.entries())
      this.findings.eachOnce(one?.dependsOn?.map((name, at) => [name, ['services', index, 'dependsOn', at]]));
  }

  private checkReferences(): void {
    const { repositories, environments } = this.surroundings;
    this.findings.known('environment', this.content.environment, environments, ['environment']);
    for (const [index, one] of this.services.entries())
      this.findings.known('repository', one?.repository, repositories, ['services', index, 'repository']);
  }

  private checkOverrides(): void {
    const services = new Set(this.services.map((one) => one?.name));
    for (const [service, override] of Object.entries(this.content.overrides ?? {})) {
      const path = ['overrides', service];
      if (service === GATEWAY_SERVICE)
        this.findings.tell(path, `${service} is the gateway itself: it has no route to override`);
      if (override?.kind === 'sandbox')
        this.findings.known('sandbox', override.sandbox, this.surroundings.sandboxes, [...path, 'sandbox']);
      if (override?.kind === 'instance' && !services.has(service))
        this.findings.tell(path, `the template has no service ${service} that the override could lead to`);
    }
  }

  private checkDependencies(): void {
    const names = new Set(this.services.flatMap((one) => one?.name ?? []));
    for (const [index, one] of this.services.entries())
      for (const [at, name] of one?.dependsOn?.entries() ?? [])
        this.findings.known('service of this template', name, names, ['services', index, 'dependsOn', at]);

    const dependents = this.services.map((one) => ({
      name: one?.name ?? '',
      dependsOn: one?.dependsOn?.filter((name) => name !== undefined) ?? [],
    }));
    const cycle = cycleAmong(dependents);
    if (!cycle) return;
    const index = dependents.findIndex(({ name }) => name === cycle[0]);
    this.findings.tell(['services', index, 'dependsOn'], `dependsOn goes in a circle: ${cycle.join(' → ')}`);
  }
}
