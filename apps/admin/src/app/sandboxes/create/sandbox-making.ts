import { type AddServiceRequest, type CreateSandboxRequest } from '@sdp/protocol';
import { type SandboxesApi } from '../sandboxes-api';

type NamedService = AddServiceRequest & { name: string };
type Commands = Pick<
  SandboxesApi,
  'create' | 'update' | 'addService' | 'updateService' | 'removeService' | 'deployAll'
>;

/**
 * Makes a sandbox and its services, and deploys them. Something in between may be refused: the next try goes on from
 * there, with what was changed meanwhile, and does nothing twice.
 */
export class SandboxMaking {
  private readonly api: Commands;
  private id: string | undefined;
  private readonly added = new Map<string, string>();

  constructor(api: Commands) {
    this.api = api;
  }

  /** Answers the sandbox's id. */
  async make(request: CreateSandboxRequest, services: readonly NamedService[]): Promise<string> {
    const id = await this.makeSandbox(request);
    for (const name of this.added.keys())
      if (!services.some((service) => service.name === name)) await this.remove(id, name);
    for (const service of services) await this.add(id, service);
    if (services.length > 0) await this.api.deployAll(id, {});
    return id;
  }

  private async makeSandbox({ ttlHours, ...request }: CreateSandboxRequest): Promise<string> {
    if (this.id === undefined)
      ({ id: this.id } = await this.api.create(ttlHours === undefined ? request : { ...request, ttlHours }));
    else await this.api.update(this.id, request);
    return this.id;
  }

  private async add(id: string, service: NamedService): Promise<void> {
    const branch = this.added.get(service.name);
    if (branch === undefined) await this.api.addService(id, service);
    else if (branch !== service.branch)
      await this.api.updateService(id, service.name, { branch: service.branch });
    this.added.set(service.name, service.branch);
  }

  private async remove(id: string, name: string): Promise<void> {
    await this.api.removeService(id, name);
    this.added.delete(name);
  }
}
