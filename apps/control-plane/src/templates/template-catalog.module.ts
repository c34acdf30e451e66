import { Module } from '@nestjs/common';
import { TemplateCatalog } from './template-catalog.js';

/** Apart from the templates' own module, which builds on sandboxes and environments: these can import this one. */
@Module({ providers: [TemplateCatalog], exports: [TemplateCatalog] })
export class TemplateCatalogModule {}
