import { Component, computed, inject, input } from '@angular/core';
import { RouterLink } from '@angular/router';
import { type SandboxView } from '@sdp/protocol';
import { SessionStore } from '../auth/session-store';
import { Toasts } from '../errors/toasts';
import { Ago } from '../ui/ago';
import { Chip } from '../ui/chip';
import { Clock } from '../ui/clock';
import { Icon } from '../ui/icon';
import { untilText } from '../ui/time-text';
import { PullRequestBadge } from './pull-request-badge';
import { SandboxMenu } from './sandbox-menu';
import { SandboxStore } from './sandbox-store';
import { SandboxesApi } from './sandboxes-api';

/** Who a sandbox belongs to, what it is made of, and what hangs over it: a hold, an end, a stop. */
@Component({
  selector: 'sdp-sandbox-head',
  imports: [Ago, Chip, Icon, PullRequestBadge, RouterLink, SandboxMenu],
  templateUrl: './sandbox-head.html',
  styleUrl: './sandbox-head.scss',
})
export class SandboxHead {
  readonly sandbox = input.required<SandboxView>();

  protected readonly store = inject(SandboxStore);
  protected readonly session = inject(SessionStore).session;
  private readonly api = inject(SandboxesApi);
  private readonly toasts = inject(Toasts);
  private readonly clock = inject(Clock);
  protected readonly labels = computed(() => Object.entries(this.sandbox().labels));
  protected readonly expires = computed(() => {
    const { expiresAt } = this.sandbox();
    return expiresAt && untilText(expiresAt, this.clock.now());
  });
  protected readonly holdEnds = computed(() => {
    const { hold } = this.sandbox();
    return hold && untilText(hold.until, this.clock.now());
  });

  protected async keep(isKept: boolean): Promise<void> {
    await this.toasts.attempt(this.api.keep(this.sandbox().id, isKept));
  }
}
