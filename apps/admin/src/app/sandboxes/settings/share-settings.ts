import { Component, computed, effect, inject, input, signal } from '@angular/core';
import { type SandboxView, type UserView } from '@sdp/protocol';
import { SessionStore } from '../../auth/session-store';
import { Toasts } from '../../errors/toasts';
import { LiveValue } from '../../live/live-value';
import { Icon } from '../../ui/icon';
import { SandboxStore } from '../sandbox-store';
import { SandboxesApi } from '../sandboxes-api';

const EVERYONE = '*';

function saidOf(users: readonly string[]): string {
  if (users.includes(EVERYONE)) return 'everyone';
  return users.length === 0 ? 'nobody' : users.join(', ');
}

/** Who may use a sandbox besides its owner and ops. */
@Component({
  selector: 'sdp-share-settings',
  imports: [Icon],
  template: `
    <h2>Shared with</h2>
    @if (isForEveryone()) {
      <p>Everyone who is signed in.</p>
    } @else if (sandbox().sharedWith.length === 0) {
      <p class="muted">Nobody. Everybody can look at it; its owner and ops can use it.</p>
    } @else {
      <ul>
        @for (person of sandbox().sharedWith; track person) {
          <li>
            <span class="foreign">{{ person }}</span>
            @if (canOwn()) {
              <button
                type="button"
                class="icon-button"
                [attr.aria-label]="'Share no more with ' + person"
                [disabled]="isBusy()"
                (click)="share(without(person))"
              >
                <sdp-icon name="close" />
              </button>
            }
          </li>
        }
      </ul>
    }
    @if (canOwn()) {
      <form class="row" (submit)="add($event)">
        @if (!isForEveryone()) {
          <label class="field">
            <span class="label">Add a person</span>
            <input
              class="input"
              list="people"
              autocomplete="off"
              autocapitalize="none"
              spellcheck="false"
              data-testid="share-with"
              [value]="typed()"
              (input)="type($event)"
            />
            <datalist id="people">
              @for (person of people(); track person) {
                <option [value]="person"></option>
              }
            </datalist>
          </label>
          <button type="submit" class="button" data-testid="share" [disabled]="isBusy() || typed() === ''">
            Share
          </button>
        }
        <button
          type="button"
          class="button"
          data-testid="share-with-everyone"
          [disabled]="isBusy()"
          (click)="share(isForEveryone() ? [] : [everyone])"
        >
          {{ isForEveryone() ? 'Share with nobody' : 'Share with everyone' }}
        </button>
      </form>
    }
  `,
  styleUrl: './settings-card.scss',
  host: { class: 'card' },
})
export class ShareSettings {
  readonly sandbox = input.required<SandboxView>();
  readonly canOwn = input(false);

  private readonly store = inject(SandboxStore);
  private readonly api = inject(SandboxesApi);
  private readonly toasts = inject(Toasts);
  private readonly session = inject(SessionStore);
  private readonly users = new LiveValue<UserView[]>((users, update) =>
    update.kind === 'user-changed' ? 'reload' : users,
  );
  protected readonly everyone = EVERYONE;
  protected readonly typed = signal('');
  protected readonly isBusy = signal(false);
  protected readonly isForEveryone = computed(() => this.sandbox().sharedWith.includes(EVERYONE));
  protected readonly people = computed(() => {
    const known = [this.sandbox().owner, ...this.sandbox().sharedWith];
    const users = this.users.value() ?? [];
    return users.flatMap(({ username }) => (known.includes(username) ? [] : username));
  });

  constructor() {
    effect(() => {
      // Of everybody only ops is told; others read the list again with every reconnect.
      if (this.canOwn()) this.users.open('/api/users', this.session.isOps() ? 'users' : null);
      else this.users.close();
    });
  }

  protected without(person: string): string[] {
    return this.sandbox().sharedWith.filter((other) => other !== person);
  }

  protected type(event: Event): void {
    this.typed.set((event.target as HTMLInputElement).value.trim());
  }

  protected async add(event: Event): Promise<void> {
    event.preventDefault();
    const person = this.typed();
    if (person === '' || this.isBusy()) return;
    const isShared = await this.share([...this.without(person), person]);
    if (isShared && this.typed() === person) this.typed.set('');
  }

  protected async share(users: string[]): Promise<boolean> {
    this.isBusy.set(true);
    const { id, name, sharedWith: before } = this.sandbox();
    const left = await this.toasts.attempt(this.store.share(id, users));
    this.isBusy.set(false);
    if (left)
      this.toasts.undoable(`${name} is shared with ${saidOf(users)}.`, async () => {
        await this.api.assertStill(id, left.sharedWith, ({ sharedWith }) => sharedWith);
        await this.store.share(id, before);
      });
    return left !== undefined;
  }
}
