import {
  Component,
  computed,
  type ElementRef,
  inject,
  linkedSignal,
  signal,
  viewChild,
  viewChildren,
} from '@angular/core';
import { MatDialogRef } from '@angular/material/dialog';
import { AgentListStore } from '../agents/agent-list-store';
import { EnvironmentListStore } from '../environments/environment-list-store';
import { RouteSetStore } from '../route-sets/route-set-store';
import { TemplateListStore } from '../templates/template-list-store';
import { Icon } from '../ui/icon';
import { DeploymentEntries } from './deployment-entries';
import { type PaletteEntry, search } from './palette-entries';
import { grouped } from './palette-groups';
import { PaletteSource } from './palette-source';
import { RecentEntries } from './recent-entries';
import { SandboxEntries } from './sandbox-entries';

interface Offer {
  /** What is typed, and where. */
  question: string;
  /** A better one may be still on its way. */
  isComing: boolean;
  best: string | undefined;
}

interface Choice {
  key: string | undefined;
  /** By the arrows or the mouse. */
  isMoved: boolean;
}

/** Goes to any page, sandbox, template or deployment, and starts what can be started; closes with what is to run. */
@Component({
  selector: 'sdp-command-palette',
  imports: [Icon],
  providers: [
    PaletteSource,
    SandboxEntries,
    DeploymentEntries,
    AgentListStore,
    TemplateListStore,
    EnvironmentListStore,
    RouteSetStore,
  ],
  templateUrl: './command-palette.html',
  styleUrl: './command-palette.scss',
})
export class CommandPalette {
  private readonly ref = inject<MatDialogRef<CommandPalette, () => unknown>>(MatDialogRef);
  private readonly recent = inject(RecentEntries);
  protected readonly source = inject(PaletteSource);
  private readonly input = viewChild.required<ElementRef<HTMLInputElement>>('input');
  private readonly options = viewChildren<ElementRef<HTMLElement>>('option');
  private readonly recentKeys = this.recent.keys();

  protected readonly typed = signal('');
  /** The entry whose inside is shown, by its key: what it offers follows what others change. */
  private readonly opened = signal<PaletteEntry | undefined>(undefined);
  protected readonly level = computed(() => {
    const opened = this.opened();
    return opened && (this.source.named([opened.key])[0] ?? opened);
  });
  private readonly found = computed(() => {
    const inside = this.level()?.inside;
    if (inside) return search(inside().map(atHand), this.typed(), this.recentKeys);
    const named = this.source.byId(this.typed());
    return [...named, ...search(distinct(this.offered()), this.typed(), this.recentKeys)];
  });
  private readonly offered = computed(() => [
    ...this.source.entries(),
    ...this.source.actionsFor(this.typed()),
  ]);
  private readonly first = computed(() =>
    this.typed() === '' && !this.level()
      ? this.source.named(this.recentKeys).filter(({ isFinal }) => !isFinal)
      : [],
  );
  protected readonly groups = computed(() => grouped(this.found(), this.first()));
  private readonly shown = computed(() => this.groups().flatMap(({ entries }) => entries));
  protected readonly count = computed(() => this.shown().length);
  private readonly choice = linkedSignal<Offer, Choice>({
    source: () => ({
      question: `${this.opened()?.key} ${this.typed()}`,
      isComing: this.source.isLoading(),
      best: this.shown()[0]?.entry.key,
    }),
    computation: chosenOf,
  });
  protected readonly chosen = computed(() =>
    this.shown().findIndex(({ entry }) => entry.key === this.choice().key),
  );
  protected readonly current = computed(() => this.shown()[this.chosen()]?.entry);

  protected type(event: Event): void {
    this.typed.set((event.target as HTMLInputElement).value);
  }

  protected press(event: KeyboardEvent): void {
    const entry = this.current();
    switch (event.key) {
      case 'ArrowDown':
        return this.move(event, 1);
      case 'ArrowUp':
        return this.move(event, -1);
      case 'Tab':
        if (event.shiftKey || !entry?.inside) return;
        event.preventDefault();
        return this.open(entry);
      case 'Backspace':
        if (this.typed() === '' && this.opened()) this.leave();
        return;
      case 'Enter':
        event.preventDefault();
        if (entry) this.take(entry);
    }
  }

  /** It runs once the palette is closed: what it opens keeps the keyboard. */
  protected take(entry: PaletteEntry): void {
    if (!entry.run) return this.open(entry);
    if (!entry.isFinal) this.recent.chose(entry.key);
    this.ref.close(entry.run);
  }

  protected leave(): void {
    this.show(undefined);
  }

  private open(entry: PaletteEntry): void {
    entry.enter?.();
    this.show(entry);
  }

  private show(entry: PaletteEntry | undefined): void {
    this.opened.set(entry);
    this.typed.set('');
    this.input().nativeElement.focus();
  }

  protected choose({ key }: PaletteEntry): void {
    this.choice.set({ key, isMoved: true });
  }

  private move(event: Event, step: number): void {
    event.preventDefault();
    const from = this.current() || step > 0 ? this.chosen() : 0;
    const next = this.shown()[(from + step + this.count()) % this.count()];
    if (!next) return;
    this.choose(next.entry);
    this.options()[next.index]?.nativeElement.scrollIntoView({ block: 'nearest' });
  }
}

/**
 * Other words begin at the best again, and so does another level. Otherwise the entry that is chosen stays chosen,
 * wherever others' changes put it; when it goes, none is: Enter must not do what nobody has read.
 */
function chosenOf(now: Offer, before: { source: Offer; value: Choice } | undefined): Choice {
  const isKept =
    before?.source.question === now.question &&
    before.value.key !== undefined &&
    (before.value.isMoved || !before.source.isComing);
  return isKept ? before.value : { key: now.best, isMoved: false };
}

/** Of a level, all is shown before anything is typed. */
function atHand(entry: PaletteEntry): PaletteEntry {
  return { ...entry, isFurther: false };
}

/** What is on the page below is there once more among all the rest. */
function distinct(entries: readonly PaletteEntry[]): PaletteEntry[] {
  const firsts = new Map<string, PaletteEntry>();
  for (const entry of entries) if (!firsts.has(entry.key)) firsts.set(entry.key, entry);
  return [...firsts.values()];
}
