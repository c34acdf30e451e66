import { Component, computed, effect, inject, linkedSignal, signal, untracked } from '@angular/core';
import { LogView } from '../../deployments/log/log-view';
import { ErrorCard } from '../../errors/error-card';
import { byteText } from '../../ui/byte-text';
import { Chip } from '../../ui/chip';
import { EmptyState } from '../../ui/empty-state';
import { Icon } from '../../ui/icon';
import { LineChart } from '../../ui/line-chart';
import { SandboxStore } from '../sandbox-store';
import { observedText } from '../services/observed-states';
import { ServiceActions } from '../services/service-actions';
import { type Followed, OutputStore } from './output-store';
import { StatsStore } from './stats-store';

/** A running service from the inside: what it prints, and what it takes of its host. */
@Component({
  selector: 'sdp-runtime-section',
  imports: [Chip, EmptyState, ErrorCard, Icon, LineChart, LogView],
  providers: [OutputStore, StatsStore],
  templateUrl: './runtime-section.html',
  styleUrl: './runtime-section.scss',
})
export class RuntimeSection {
  protected readonly store = inject(SandboxStore);
  protected readonly output = inject(OutputStore);
  protected readonly stats = inject(StatsStore);
  private readonly actions = inject(ServiceActions);
  protected readonly byteText = byteText;

  protected readonly names = computed(() => this.store.sandbox()?.services.map(({ name }) => name) ?? [], {
    equal: (a, b) => a.join() === b.join(),
  });
  protected readonly name = linkedSignal<string[], string>({
    source: this.names,
    computation: (names, previous) =>
      previous && names.includes(previous.value) ? previous.value : (names[0] ?? ''),
  });
  protected readonly service = computed(() =>
    this.store.sandbox()?.services.find(({ name }) => name === this.name()),
  );
  protected readonly observed = computed(() => {
    const service = this.service();
    return service && observedText(service);
  });
  protected readonly wanted = signal('');
  protected readonly isBusy = computed(() => this.actions.isBusy(this.store.id(), this.name()));
  private readonly container = computed<Followed>(
    () => ({
      deploymentId: this.service()?.running?.deploymentId,
      isRunning: this.service()?.observed === 'running',
    }),
    { equal: (a, b) => a.deploymentId === b.deploymentId && a.isRunning === b.isRunning },
  );
  protected readonly cpus = computed(() => this.stats.samples().map(({ cpus }) => cpus));
  protected readonly memory = computed(() => this.stats.samples().map(({ memoryBytes }) => memoryBytes));

  constructor() {
    effect(() => {
      const [id, name] = [this.store.id(), this.name()];
      if (id && name) this.stats.open(id, name);
    });
    effect(() => {
      const [id, name, container] = [this.store.id(), this.name(), this.container()];
      untracked(() => {
        if (id && name && this.wanted() === '') this.output.follow(id, name, container);
      });
    });
  }

  protected choose(event: Event): void {
    this.name.set((event.target as HTMLSelectElement).value);
    this.wanted.set('');
  }

  protected search(event: Event, text: string): void {
    event.preventDefault();
    this.wanted.set(text.trim());
    this.read();
  }

  protected read(): void {
    if (this.wanted() === '') this.output.follow(this.store.id(), this.name(), this.container());
    else this.output.find(this.store.id(), this.name(), this.wanted());
  }

  protected restart(): Promise<void> {
    return this.actions.tell(this.store.id(), this.name(), 'restart');
  }
}
