import { HttpClient } from '@angular/common/http';
import { computed, inject, Injectable } from '@angular/core';
import { type CreatedToken, type CreateTokenRequest, type TokenList, type TokenView } from '@sdp/protocol';
import { firstValueFrom } from 'rxjs';
import { LiveValue } from '../live/live-value';

const URL = '/api/tokens';

/** One's own tokens, as they are made, used and revoked, here or elsewhere. */
@Injectable()
export class TokenStore {
  private readonly http = inject(HttpClient);
  private readonly list = new LiveValue<TokenList>((value, update) =>
    update.kind === 'access-changed' ? 'reload' : value,
  );

  readonly isLoading = this.list.isLoading;
  readonly error = this.list.error;
  readonly tokens = computed(() => this.list.value()?.tokens);
  /** Undefined until it is read. */
  readonly maxDays = computed(() => this.list.value()?.maxDays);

  constructor() {
    this.list.open(URL, null);
  }

  reload(): void {
    this.list.reload();
  }

  /** The answer has the token itself: this once. */
  async create(request: CreateTokenRequest): Promise<CreatedToken> {
    const created = await firstValueFrom(this.http.post<CreatedToken>(URL, request));
    this.reload();
    return created;
  }

  async rename(id: string, name: string): Promise<void> {
    await firstValueFrom(this.http.patch<TokenView>(`${URL}/${id}`, { name }));
    this.reload();
  }

  async revoke(id: string): Promise<void> {
    await firstValueFrom(this.http.delete(`${URL}/${id}`));
    this.reload();
  }
}
