import { randomBytes } from 'node:crypto';
import { Injectable, type OnModuleInit } from '@nestjs/common';
import { Not } from 'typeorm';
import { Clock } from '../clock/clock.js';
import { ConfigError } from '../config/config.js';
import { UnitOfWork } from '../database/unit-of-work.js';
import { SecretBox, type SecretPlace } from '../environments/secrets/secret-box.js';
import { Webhook } from './webhook.entity.js';

type SealedText = Pick<Webhook, 'secret' | 'secretKeyId'>;
export type SealedSecret = SealedText & Pick<Webhook, 'secretSince'>;

const SECRET_BYTES = 32;

/** What webhooks are signed with: made here, shown once, kept under the master key as the secrets of environments are. */
@Injectable()
export class HookSecrets implements OnModuleInit {
  constructor(
    private readonly unitOfWork: UnitOfWork,
    private readonly box: SecretBox,
    private readonly clock: Clock,
  ) {}

  /** At boot: every secret has to open, and those of the previous key are taken over to the present one. */
  async onModuleInit(): Promise<void> {
    const { presentKeyId } = this.box;
    const hooks = await this.table.find(presentKeyId ? { where: { secretKeyId: Not(presentKeyId) } } : {});
    const lost = hooks.filter(({ secretKeyId }) => !this.box.opens(secretKeyId)).map(({ name }) => name);
    if (lost.length > 0) throw new ConfigError([lostSecrets(lost)]);
    await this.unitOfWork.run(async () => {
      for (const hook of hooks) await this.table.update({ id: hook.id }, this.seal(hook.id, this.open(hook)));
    });
  }

  /** A new one. @throws DomainError `conflict` without a master key. */
  make(webhookId: string): { secret: string; sealed: SealedSecret } {
    const secret = randomBytes(SECRET_BYTES).toString('base64url');
    return { secret, sealed: { ...this.seal(webhookId, secret), secretSince: this.clock.now() } };
  }

  open({ id, secret, secretKeyId }: Pick<Webhook, 'id' | keyof SealedText>): string {
    return this.box.textOf({ value: secret, keyId: secretKeyId }, placeOf(id));
  }

  private seal(webhookId: string, text: string): SealedText {
    const { value, keyId } = this.box.seal(text, placeOf(webhookId));
    return { secret: value, secretKeyId: keyId! };
  }

  private get table() {
    return this.unitOfWork.manager.getRepository(Webhook);
  }
}

/** No environment has such an id: what is sealed for a webhook opens for nothing else. */
function placeOf(webhookId: string): SecretPlace {
  return { environmentId: `webhook ${webhookId}`, name: 'secret' };
}

function lostSecrets(names: string[]): string {
  return `SDP_MASTER_KEY: is missing or another key than the one that the secrets of the webhooks ${names.join(', ')} were sealed with. Set that key again`;
}
