import { computed } from '@angular/core';
import { RouteSetStore } from '../../route-sets/route-set-store';
import { SandboxStore } from '../sandbox-store';
import { type ComparedSandbox } from './sandbox-differences';

/** One of two sandboxes that are compared, as it is now. */
export class ComparedSide {
  private readonly store: SandboxStore;
  private readonly routeSets: RouteSetStore;

  /** Undefined until all of it is read. */
  readonly value = computed((): ComparedSandbox | undefined => {
    const [sandbox, routeSet] = [this.store.sandbox(), this.routeSets.routeSet()];
    return sandbox && routeSet && { sandbox, routeSet };
  });
  readonly error = computed(() => this.store.error() ?? this.routeSets.error());
  readonly isGone = computed(() => this.store.isGone());

  /** Needs an injection context; ends with it. */
  constructor() {
    this.store = new SandboxStore();
    this.routeSets = new RouteSetStore();
  }

  open(id: string): void {
    this.store.open(id);
    this.routeSets.open(id);
  }

  reload(): void {
    this.store.reload();
    this.routeSets.reload();
  }
}
