import { DeployError } from '@sdp/deployer';
import { type SwitchFrame, type SwitchView } from '@sdp/protocol';

/** One address for all sandboxes of a host. A class, so that it serves as injection token. */
export abstract class SandboxSwitch {
  /** Brings it up. Never throws: what is wrong is in the view, and is tried again as long as the agent runs. */
  abstract begin(): Promise<void>;

  /** How it is reached and what is wrong with it; null where there is none. */
  abstract view(): SwitchView | null;

  /** Makes the table of sandboxes equal to the frame's; effective when it resolves. Throws `switch-refused`. */
  abstract set(frame: SwitchFrame): Promise<void>;

  /** Throws `switch-refused` unless it serves, and could be loaded again as it is. */
  abstract assertInOrder(): Promise<void>;
}

/** Of an agent that has none. */
export class NoSwitch extends SandboxSwitch {
  async begin(): Promise<void> {}

  view(): null {
    return null;
  }

  async set(): Promise<void> {
    throw new DeployError(
      'switch-refused',
      'This agent has no sandbox switch. Set SDP_SWITCH_LISTEN on the gateway agent that shall have one.',
      'platform',
    );
  }

  async assertInOrder(): Promise<void> {}
}
