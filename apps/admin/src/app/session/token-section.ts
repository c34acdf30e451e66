import { Component, inject } from '@angular/core';
import { type CreatedToken, type TokenView } from '@sdp/protocol';
import { SessionStore } from '../auth/session-store';
import { Toasts } from '../errors/toasts';
import { TOKEN_NAME, TOKEN_NAME_RULE } from '../names/names';
import { Ago } from '../ui/ago';
import { Clock } from '../ui/clock';
import { type DialogCode, Dialogs } from '../ui/dialogs';
import { EmptyState } from '../ui/empty-state';
import { LoadState } from '../ui/load-state';
import { untilText } from '../ui/time-text';
import { type TokenWish } from './create-token-dialog';
import { NewTokenDialog } from './new-token-dialog';
import { STATE_NOTES } from './scopes';
import { revocationOf } from './token-revocation';
import { TokenStore } from './token-store';

const loadCreateTokenDialog: DialogCode = () =>
  import('./create-token-dialog').then((file) => file.CreateTokenDialog);

/** One's tokens: made, renamed, revoked. */
@Component({
  selector: 'sdp-token-section',
  imports: [Ago, EmptyState, LoadState],
  providers: [TokenStore],
  templateUrl: './token-section.html',
  styleUrl: './access-section.scss',
})
export class TokenSection {
  protected readonly store = inject(TokenStore);
  private readonly session = inject(SessionStore);
  private readonly clock = inject(Clock);
  private readonly dialogs = inject(Dialogs);
  private readonly toasts = inject(Toasts);
  protected readonly stateNotes = STATE_NOTES;

  protected until(time: string): string {
    return untilText(time, this.clock.now());
  }

  protected async create(): Promise<void> {
    const maxDays = this.store.maxDays();
    if (maxDays === undefined) return;
    const wish: TokenWish = {
      role: this.session.session()?.role ?? 'developer',
      maxDays,
      create: (request) => this.store.create(request),
    };
    const created = await this.dialogs.open<CreatedToken, TokenWish>(loadCreateTokenDialog, wish);
    if (created) await this.dialogs.open(async () => NewTokenDialog, created, { disableClose: true });
  }

  protected async rename({ id, name }: TokenView): Promise<void> {
    const taken = await this.dialogs.askName({
      heading: `Rename ${name}`,
      action: 'Rename',
      name,
      pattern: TOKEN_NAME,
      rule: TOKEN_NAME_RULE,
      save: (chosen) => this.store.rename(id, chosen),
    });
    if (taken) this.toasts.undoable(`${name} is called ${taken} now.`, () => this.store.rename(id, name));
  }

  protected async revoke(token: TokenView): Promise<void> {
    const isSure = await this.dialogs.ask(revocationOf(token, this.clock.now()));
    if (!isSure) return;
    if ((await this.toasts.attempt(this.store.revoke(token.id).then(() => true))) === true)
      this.toasts.done(`${token.name} is revoked.`);
  }
}
