import { Injectable } from '@nestjs/common';
import { Config } from '../../config/config.js';
import { masterKeyMissing, secretDamaged } from '../environments.errors.js';
import { MasterKey } from './master-key.js';

/** Whose secret it is; what is sealed opens nowhere else. */
export interface SecretPlace {
  environmentId: string;
  name: string;
}

/** A value as it is stored: plain, or sealed under the key that is named. */
export interface StoredValue {
  value: string;
  keyId: string | null;
}

/** Seals and opens the secrets of environments with the configured master keys: the present one, and the one before. */
@Injectable()
export class SecretBox {
  private readonly present: MasterKey | null;
  private readonly keys: ReadonlyMap<string, MasterKey>;

  constructor({ masterKey, previousMasterKey }: Config) {
    this.present = masterKey === null ? null : new MasterKey(masterKey);
    const previous = previousMasterKey === null ? null : new MasterKey(previousMasterKey);
    this.keys = new Map([previous, this.present].flatMap((key) => (key ? [[key.id, key]] : [])));
  }

  /** The key that new secrets are sealed with; null when none is configured. */
  get presentKeyId(): string | null {
    return this.present?.id ?? null;
  }

  opens(keyId: string): boolean {
    return this.keys.has(keyId);
  }

  /** @throws DomainError `conflict` without a configured key. */
  seal(text: string, place: SecretPlace): StoredValue {
    if (!this.present) throw masterKeyMissing();
    return { value: this.present.seal(text, purposeOf(place)), keyId: this.present.id };
  }

  /** The text of a stored value, plain or secret. @throws DomainError when it was tampered with. */
  textOf({ value, keyId }: StoredValue, place: SecretPlace): string {
    if (keyId === null) return value;
    try {
      return this.keyNamed(keyId).open(value, purposeOf(place));
    } catch {
      throw secretDamaged(place.name);
    }
  }

  private keyNamed(id: string): MasterKey {
    const key = this.keys.get(id);
    if (!key) throw masterKeyMissing();
    return key;
  }
}

function purposeOf({ environmentId, name }: SecretPlace): string {
  return `${environmentId} ${name}`;
}
