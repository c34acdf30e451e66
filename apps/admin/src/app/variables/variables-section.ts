import { Component, computed, effect, inject, linkedSignal, signal } from '@angular/core';
import { RouterLink } from '@angular/router';
import { type ResolvedVariableView, type SandboxView, type VariableLayer } from '@sdp/protocol';
import { LiveValue } from '../live/live-value';
import { Toasts } from '../errors/toasts';
import { SandboxStore } from '../sandboxes/sandbox-store';
import { SandboxesApi } from '../sandboxes/sandboxes-api';
import { type DialogCode, Dialogs } from '../ui/dialogs';
import { EmptyState } from '../ui/empty-state';
import { LoadState } from '../ui/load-state';
import { LAYER_WORDS, LAYERS } from './layers';
import { type EditVariables } from './variables-dialog';

const loadVariablesDialog: DialogCode = () =>
  import('./variables-dialog').then((file) => file.VariablesDialog);

/** What a service's next deployment is given: each variable with the layer that set it, and what that hides. */
@Component({
  selector: 'sdp-variables-section',
  imports: [EmptyState, LoadState, RouterLink],
  templateUrl: './variables-section.html',
  styleUrl: './variables-section.scss',
})
export class VariablesSection {
  protected readonly sandbox = inject(SandboxStore);
  private readonly api = inject(SandboxesApi);
  private readonly dialogs = inject(Dialogs);
  private readonly toasts = inject(Toasts);

  protected readonly layers = LAYERS;
  protected readonly words = LAYER_WORDS;
  protected readonly services = computed(
    () => this.sandbox.sandbox()?.services.map(({ name }) => name) ?? [],
    { equal: (a, b) => a.join() === b.join() },
  );
  protected readonly service = linkedSignal<string[], string>({
    source: this.services,
    computation: (names, previous) =>
      previous && names.includes(previous.value) ? previous.value : (names[0] ?? ''),
  });
  protected readonly layer = signal<VariableLayer | ''>('');
  protected readonly search = signal('');
  protected readonly resolved = new LiveValue<ResolvedVariableView[]>((variables, update) => {
    const id = this.sandbox.id();
    const concerns =
      (update.kind === 'sandbox-changed' && update.id === id) ||
      (update.kind === 'routes' && update.value.sandboxId === id) ||
      update.kind === 'environment-changed';
    return concerns ? 'reload' : variables;
  });
  protected readonly found = computed(() => {
    const part = this.search().toLowerCase();
    return (this.resolved.value() ?? []).filter(
      ({ name, value, layer }) =>
        (this.layer() === '' || layer === this.layer()) &&
        `${name} ${value ?? ''}`.toLowerCase().includes(part),
    );
  });

  constructor() {
    effect(() => {
      const [id, service] = [this.sandbox.id(), this.service()];
      const url = `/api/sandboxes/${encodeURIComponent(id)}/services/${encodeURIComponent(service)}/variables`;
      if (id && service) this.resolved.open(url, `sandbox:${id}`);
    });
  }

  protected choose(target: EventTarget | null): string {
    return (target as HTMLSelectElement | HTMLInputElement).value;
  }

  protected filter(event: Event): void {
    this.layer.set(this.choose(event.target) as VariableLayer | '');
  }

  protected shown({ value, isSecret }: Pick<ResolvedVariableView, 'value' | 'isSecret'>): string {
    return isSecret ? '••••••••' : (value ?? '');
  }

  protected async edit(): Promise<void> {
    const sandbox = this.sandbox.sandbox();
    if (!sandbox) return;
    const { id, variables: before } = sandbox;
    let left: SandboxView | undefined;
    const save = async (variables: SandboxView['variables']) => {
      left = await this.sandbox.update(id, { variables });
    };
    const data: EditVariables = { variables: before, save };
    if ((await this.dialogs.open<boolean>(loadVariablesDialog, data, { width: '640px' })) && left)
      this.offerBack(left, before);
  }

  private offerBack({ id, name, variables: left }: SandboxView, before: SandboxView['variables']): void {
    this.toasts.undoable(
      `The variables of ${name} are saved. Services get new values when they are deployed again.`,
      async () => {
        await this.api.assertStill(id, left, ({ variables }) => variables);
        await this.sandbox.update(id, { variables: before });
      },
    );
  }
}
