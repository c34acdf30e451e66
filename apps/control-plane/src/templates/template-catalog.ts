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

  /** Names of the templates whose newest version names an environment, by its id; one query for many. */
  async usingEnvironments(environmentIds: readonly string[]): Promise<ReadonlyMap<string, string[]>> {
    const rows = await this.templates
      .createQueryBuilder('template')
      .innerJoin(TemplateVersion, 'one', 'one.templateId = template.id AND one.version = template.version')
      .select('template.name', 'name')
      .addSelect('one.environmentId', 'environmentId')
      .where({ deletedAt: IsNull() })
      .andWhere('one.environmentId IN (:...environmentIds)', { environmentIds: ['', ...environmentIds] })
      .orderBy('template.name')
      .getRawMany<{ name: string; environmentId: string }>();
    const names = new Map<string, string[]>();
    for (const { name, environmentId } of rows)
      names.set(environmentId, [...(names.get(environmentId) ?? []), name]);
    return names;
  }

  private get templates() {
    return this.unitOfWork.manager.getRepository(Template);
  }
}

function entryOf({ id, name, version, deletedAt }: Template): CatalogEntry {
  return { id, name, newestVersion: version, isDeleted: deletedAt !== null };
}
