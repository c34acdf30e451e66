import { DeployError } from '@sdp/deployer';

/** The switch does not do what it should. `words` are nginx's, or ours where nginx cannot speak. */
export class SwitchRefused extends DeployError {
  constructor(readonly words: string) {
    super('switch-refused', `The sandbox switch is out of order: ${words}`, 'platform', true);
  }
}
