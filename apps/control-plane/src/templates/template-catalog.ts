import { Injectable } from '@nestjs/common';
import { In, IsNull } from 'typeorm';
import { UnitOfWork } from '../database/unit-of-work.js';
import { TemplateVersion } from './template-version.entity.js';
import { Template } from './template.entity.js';

/** What a template is called, and how far it has come. */
export interface CatalogEntry {
  id: string;
  name: string;
  newestVersion: number;
  isDeleted: boolean;
}

/**
 * What other modules want to know about templates. It needs nothing of theirs, so sandboxes and environments can ask it
 * although templates build on both.
 */
@Injectable()
export class TemplateCatalog {
  constructor(private readonly unitOfWork: UnitOfWork) {}

  /** By id, deleted ones included; one query for many. */
  async entries(ids: readonly string[]): Promise<ReadonlyMap<string, CatalogEntry>> {
    const distinct = [...new Set(ids)];
    const found = distinct.length === 0 ? [] : await this.templates.findBy({ id: In(distinct) });
    return new Map(found.map((template) => [template.id, entryOf(template)]));
  }

  /** Names of the templates whose newest version names an environment. */
  async usingEnvironment(environmentId: string): Promise<string[]> {
    const versions = await this.versions.findBy({ environmentId });
    const templates = await this.templates.find({
      where: { id: In(versions.map(({ templateId }) => templateId)), deletedAt: IsNull() },
      order: { name: 'ASC' },
    });
    return templates
      .filter(({ id, version }) => versions.some((one) => one.templateId === id && one.version === version))
      .map(({ name }) => name);
  }

  private get templates() {
    return this.unitOfWork.manager.getRepository(Template);
  }

  private get versions() {
    return this.unitOfWork.manager.getRepository(TemplateVersion);
  }
}

function entryOf({ id, name, version, deletedAt }: Template): CatalogEntry {
  return { id, name, newestVersion: version, isDeleted: deletedAt !== null };
}
