import { Module } from '@nestjs/common';
import { TemplateCatalogModule } from '../templates/template-catalog.module.js';
import { EnvironmentEditsService } from './environment-edits.service.js';
import { EnvironmentHistory } from './environment-history.js';
import { EnvironmentRecords } from './environment-records.js';
import { EnvironmentUse } from './environment-use.js';
import { EnvironmentVariablesController } from './environment-variables.controller.js';
import { EnvironmentVariablesService } from './environment-variables.service.js';
import { EnvironmentViews } from './environment-views.js';
import { EnvironmentsController } from './environments.controller.js';
import { EnvironmentsService } from './environments.service.js';
import { SealedValues } from './secrets/sealed-values.js';
import { SecretBox } from './secrets/secret-box.js';
import { UseAnnouncer } from './use-announcer.js';
import { VariableEdits } from './variable-edits.js';

@Module({
  imports: [TemplateCatalogModule],
  controllers: [EnvironmentsController, EnvironmentVariablesController],
  providers: [
    EnvironmentsService,
    EnvironmentEditsService,
    EnvironmentVariablesService,
    EnvironmentViews,
    EnvironmentRecords,
    EnvironmentHistory,
    EnvironmentUse,
    VariableEdits,
    SecretBox,
    SealedValues,
    UseAnnouncer,
  ],
  exports: [EnvironmentsService, SecretBox],
})
export class EnvironmentsModule {}
