import { Injectable } from '@nestjs/common';
import { type RouteOverride, type TemplateOverride } from '@sdp/protocol';
import { In, IsNull } from 'typeorm';
import { SandboxRecords } from '../sandboxes/sandbox-records.js';
import { unusableFields } from './templates.errors.js';

/** Finds the sandboxes that the overrides of a template name. */
@Injectable()
export class OverrideTargets {
  constructor(private readonly records: SandboxRecords) {}

  /** @throws DomainError `invalid-input` for a sandbox that is not there any more. */
  async find(
    overrides: Readonly<Record<string, TemplateOverride>> = {},
  ): Promise<Record<string, RouteOverride>> {
    const names = Object.values(overrides).flatMap((one) => (one.kind === 'sandbox' ? [one.sandbox] : []));
    const sandboxes = await this.records.sandboxes.findBy({ name: In(names), deletingSince: IsNull() });
    const ids = new Map(sandboxes.map(({ id, name }) => [name, id]));

    const gone = Object.entries(overrides).filter(
      ([, one]) => one.kind === 'sandbox' && !ids.has(one.sandbox),
    );
    if (gone.length > 0) throw unusableFields(Object.fromEntries(gone.map(goneField)));
    return Object.fromEntries(
      Object.entries(overrides).map(([service, one]) => [
        service,
        one.kind === 'sandbox' ? { kind: 'sandbox', sandboxId: ids.get(one.sandbox)! } : one,
      ]),
    );
  }
}

function goneField([service, override]: [string, TemplateOverride]): [string, string] {
  const name = override.kind === 'sandbox' ? override.sandbox : '';
  return [
    `overrides.${service}`,
    `the template sends ${service} to sandbox ${name}, which is not there any more`,
  ];
}
