import { Component, computed, effect, inject } from '@angular/core';
import { type SandboxView, type ServiceInstanceView, type UpdateServiceRequest } from '@sdp/protocol';
import { Toasts } from '../../errors/toasts';
import { RouteNotice } from '../../route-sets/route-notice';
import { RouteSetStore } from '../../route-sets/route-set-store';
import { type DialogCode, Dialogs } from '../../ui/dialogs';
import { EmptyState } from '../../ui/empty-state';
import { Icon } from '../../ui/icon';
import { Skeleton } from '../../ui/skeleton';
import { AddressBox } from '../address-box';
import { ServiceMapView } from '../map/service-map-view';
import { SandboxActions } from '../sandbox-actions';
import { SandboxStore } from '../sandbox-store';
import { SandboxesApi } from '../sandboxes-api';
import { type EditService, type Saved } from './edit-service-dialog';
import { GroupProgress } from './group-progress';
import { GroupStore } from './group-store';
import { ServiceActions } from './service-actions';
import { ServiceCard } from './service-card';

const loadEditServiceDialog: DialogCode = () =>
  import('./edit-service-dialog').then((file) => file.EditServiceDialog);

/** What an update needs to bring a service's settings back. */
function settingsOf(service: ServiceInstanceView): Required<UpdateServiceRequest> {
  const { branch, pinnedCommit, containerPort, healthPath, variables, limits, dependsOn, follows } = service;
  return { branch, commit: pinnedCommit, containerPort, healthPath, variables, limits, dependsOn, follows };
}

/** The services of a sandbox: how they are called, what runs, and deploying one or several. */
@Component({
  selector: 'sdp-services-section',
  imports: [AddressBox, EmptyState, GroupProgress, Icon, RouteNotice, ServiceCard, ServiceMapView, Skeleton],
  providers: [GroupStore],
  templateUrl: './services-section.html',
  styles: `
    .services {
      display: grid;
      grid-template-columns: repeat(auto-fill, minmax(min(100%, 400px), 1fr));
      gap: 16px;
    }
    .map {
      margin-bottom: 20px;
    }
    sdp-route-notice:not(:empty) {
      margin-bottom: 16px;
    }
  `,
})
export class ServicesSection {
  protected readonly store = inject(SandboxStore);
  protected readonly groups = inject(GroupStore);
  private readonly routeSets = inject(RouteSetStore);
  private readonly api = inject(SandboxesApi);
  private readonly dialogs = inject(Dialogs);
  private readonly toasts = inject(Toasts);
  private readonly sandboxes = inject(SandboxActions);
  protected readonly actions = inject(ServiceActions);

  protected readonly routeSet = this.routeSets.routeSet;
  protected readonly services = computed(() => this.store.sandbox()?.services ?? []);
  /** Above the services, which would be pushed away under somebody's hand. */
  protected readonly isMapComing = computed(() => this.routeSets.isLoading() && this.services().length > 0);
  protected readonly latest = computed(() =>
    this.services().flatMap(({ latestDeployment }) => latestDeployment ?? []),
  );
  protected readonly routesLink = computed(() => ['/sandboxes', this.store.id(), 'routes']);

  constructor() {
    effect(() => {
      const active = this.store.activeGroupId();
      if (active) this.groups.open(active);
    });
  }

  protected async deploySeveral(sandbox: SandboxView): Promise<void> {
    const group = await this.sandboxes.deploy(sandbox);
    if (group) this.groups.open(group.id);
  }

  protected async change(service: ServiceInstanceView): Promise<void> {
    const sandboxId = this.store.id();
    const others = this.services().flatMap(({ name }) => (name === service.name ? [] : name));
    let left: ServiceInstanceView | undefined;
    const save = async (request: UpdateServiceRequest) => {
      left = await this.store.updateService(sandboxId, service.name, request);
    };
    const next = await this.dialogs.open<Saved, EditService>(
      loadEditServiceDialog,
      { service, others, save },
      { width: '640px', autoFocus: 'first-heading' },
    );
    if (next === 'deploy') await this.actions.deploy(sandboxId, service.name);
    if (next === 'saved' && left) this.offerBack(sandboxId, left, service);
  }

  private offerBack(sandboxId: string, left: ServiceInstanceView, before: ServiceInstanceView): void {
    const { name } = before;
    this.toasts.undoable(
      `The settings of ${name} are saved. It changes when it is deployed again.`,
      async () => {
        await this.api.assertStill(sandboxId, settingsOf(left), ({ services }) =>
          services
            .filter((service) => service.name === name)
            .map(settingsOf)
            .at(0),
        );
        await this.store.updateService(sandboxId, name, settingsOf(before));
      },
    );
  }
}
