import { Injectable, type OnModuleInit } from '@nestjs/common';
import { GATEWAY_SERVICE } from '@sdp/protocol';
import { UnitOfWork } from '../../database/unit-of-work.js';
import { DeploymentEndings } from '../../deployments/deployment-endings.js';
import { type Deployment } from '../../deployments/deployment.entity.js';
import { SandboxRecords } from '../../sandboxes/sandbox-records.js';
import { ReturningRoutes } from './returning-routes.js';
import { RoutedInstance } from './routed-instance.entity.js';

/** When an instance was deployed well for the first time, its route is brought to the gateway. */
@Injectable()
export class FirstRoutes implements OnModuleInit {
  constructor(
    private readonly unitOfWork: UnitOfWork,
    private readonly records: SandboxRecords,
    private readonly endings: DeploymentEndings,
    private readonly returning: ReturningRoutes,
  ) {}

  onModuleInit(): void {
    this.endings.listen((deployment) => this.follow(deployment));
  }

  private async follow({ sandboxId, service, state }: Deployment): Promise<void> {
    if (state !== 'succeeded' || service === GATEWAY_SERVICE) return;
    const instance = await this.records.instances.findOneBy({ sandboxId, name: service });
    if (!instance || instance.desired === 'removed') return;
    if (await this.table.existsBy({ instanceId: instance.id })) return;
    await this.table.insert({ instanceId: instance.id });
    await this.returning.bring(sandboxId, service);
  }

  private get table() {
    return this.unitOfWork.manager.getRepository(RoutedInstance);
  }
}
