import { Module } from '@nestjs/common';
import { SandboxesModule } from '../sandboxes/sandboxes.module.js';
import { ActivityController } from './activity.controller.js';
import { ActivityService } from './activity.service.js';

/** Apart from the audit trail itself, which everything is built on: this is built on the sandboxes. */
@Module({
  imports: [SandboxesModule],
  controllers: [ActivityController],
  providers: [ActivityService],
})
export class ActivityModule {}
