import { Module } from '@nestjs/common';
import { DeploymentsModule } from '../deployments/deployments.module.js';
import { EnvironmentsModule } from '../environments/environments.module.js';
import { RepositoriesModule } from '../repositories/repositories.module.js';
import { RoutesModule } from '../routes/routes.module.js';
import { SandboxesModule } from '../sandboxes/sandboxes.module.js';
import { OverrideTargets } from './override-targets.js';
import { SandboxChanges } from './sandboxes/sandbox-changes.js';
import { SandboxMaking } from './sandboxes/sandbox-making.js';
import { SandboxOrigins } from './sandboxes/sandbox-origins.js';
import { SandboxServices } from './sandboxes/sandbox-services.js';
import { SandboxSnapshots } from './sandboxes/sandbox-snapshots.js';
import { SandboxTemplatesController } from './sandboxes/sandbox-templates.controller.js';
import { SandboxTemplatesService } from './sandboxes/sandbox-templates.service.js';
import { TemplatesFromSandboxes } from './sandboxes/templates-from-sandboxes.js';
import { TemplateChecks } from './template-checks.js';
import { TemplateClonesController } from './template-clones.controller.js';
import { TemplateClonesService } from './template-clones.service.js';
import { TemplateImportsController } from './template-imports.controller.js';
import { TemplateNews } from './template-news.js';
import { TemplateRecords } from './template-records.js';
import { TemplateViews } from './template-views.js';
import { TemplatesController } from './templates.controller.js';
import { TemplatesService } from './templates.service.js';

@Module({
  imports: [RepositoriesModule, EnvironmentsModule, DeploymentsModule, SandboxesModule, RoutesModule],
  controllers: [
    TemplateImportsController,
    TemplatesController,
    TemplateClonesController,
    SandboxTemplatesController,
  ],
  providers: [
    TemplatesService,
    TemplatesFromSandboxes,
    TemplateClonesService,
    TemplateRecords,
    TemplateNews,
    TemplateChecks,
    TemplateViews,
    SandboxTemplatesService,
    SandboxOrigins,
    SandboxSnapshots,
    SandboxChanges,
    SandboxServices,
    SandboxMaking,
    OverrideTargets,
  ],
  exports: [TemplateClonesService, TemplateRecords],
})
export class TemplatesModule {}
