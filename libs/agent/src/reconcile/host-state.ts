import { Inject, Injectable } from '@nestjs/common';
import {
  type ContainerRuntime,
  type InstanceId,
  Instances,
  Observation,
  type PortSwitch,
} from '@sdp/deployer';
import { type ObservedInstance } from '@sdp/protocol';
import { keyOf } from '../assignments/instance-epochs.js';
import { CONTAINER_RUNTIME, PORT_SWITCH } from '../deployer.providers.js';
import { ReportsService } from '../reports/reports.service.js';

/** What is on this host, as reconciliation needs to see it. */
@Injectable()
export class HostState {
  constructor(
    readonly instances: Instances,
    private readonly observation: Observation,
    private readonly reports: ReportsService,
    @Inject(CONTAINER_RUNTIME) private readonly runtime: ContainerRuntime,
    @Inject(PORT_SWITCH) private readonly ports: PortSwitch,
  ) {}

  async observe(): Promise<Map<string, ObservedInstance>> {
    return new Map(
      (await this.observation.observe(this.reports.candidates())).map((instance) => [
        keyOf(instance),
        instance,
      ]),
    );
  }

  /** Every instance that has a container here, in whatever state. */
  async owned(): Promise<InstanceId[]> {
    const containers = await this.runtime.list();
    return [...new Map(containers.map(({ identity }) => [keyOf(identity), identity])).values()];
  }

  /** Removes containers that a killed agent left behind. */
  async sweep(): Promise<void> {
    await this.instances.sweep(() => this.reports.candidates());
  }

  /** A deployment works on it. */
  isBusy(instance: InstanceId): boolean {
    return this.reports.unfinished().some(({ record }) => keyOf(record) === keyOf(instance));
  }

  async clearPortsBut(wanted: ReadonlySet<number>): Promise<void> {
    const held = [...(await this.ports.entries()).keys()];
    const busy = new Set(this.reports.unfinished().map(({ record }) => record.hostPort));
    for (const port of held) if (!wanted.has(port) && !busy.has(port)) await this.ports.clear(port);
  }
}
