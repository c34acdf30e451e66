import { Injectable, type OnModuleInit } from '@nestjs/common';
import { CredentialUse } from '../../auth/credential-use.js';
import { CredentialVault } from '../../auth/credential-vault.js';
import { DeploymentEndings } from '../deployment-endings.js';
import { type Deployment } from '../deployment.entity.js';

/** When the git server refused a deployment's credentials, whatever else waits for its turn with them is held back. */
@Injectable()
export class RefusedDeployments implements OnModuleInit {
  constructor(
    private readonly endings: DeploymentEndings,
    private readonly vault: CredentialVault,
    private readonly use: CredentialUse,
  ) {}

  onModuleInit(): void {
    this.endings.listen((deployment) => this.follow(deployment));
  }

  private async follow({ id, error }: Deployment): Promise<void> {
    const credentials = this.vault.credentialsFor(id);
    if (credentials && error) await this.use.learn(credentials, error);
  }
}
