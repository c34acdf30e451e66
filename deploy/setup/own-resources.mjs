import { processesWhere } from './process-table.mjs';
import { agentNames } from './secrets.mjs';

const STOP_GRACE_SECONDS = 5;

/**
 * The port switch is told by an argument; nginx writes its title and all its arguments into one.
 *
 * @param {string[]} command
 */
const isSwitch = (command) => command.includes('port-switch') || /^nginx: master /.test(command[0] ?? '');

/**
 * What this installation's agents leave running when they end, so that services survive an agent: containers, found
 * by the agents' label, and the processes that forward ports to them.
 */
export class OwnResources {
  /**
   * @param {import('./engine-api.mjs').EngineApi} engine
   * @param {import('./secrets.mjs').Secrets} secrets
   * @param {string} home
   */
  constructor(engine, secrets, home) {
    this.engine = engine;
    this.agents = Object.values(agentNames(secrets));
    this.home = home;
  }

  /** Stops containers and leaves them for the next start; returns how many ran. */
  async stopContainers() {
    const running = (await this.containers()).filter(
      ({ State }) => State === 'running' || State === 'restarting',
    );
    await Promise.all(running.map(({ Id }) => this.engine.stopContainer(Id, STOP_GRACE_SECONDS)));
    return running.length;
  }

  /** Removes containers and the networks they were in; returns the names of what is gone. */
  async remove() {
    const containers = await this.containers();
    const networks = await this.networksOf(containers);
    await Promise.all(containers.map(({ Id }) => this.engine.removeContainer(Id)));

    const removed = [];
    for (const { Id, Name } of networks) if (await this.engine.removeNetwork(Id)) removed.push(Name);
    return { containers: containers.map(({ Names }) => Names[0]?.slice(1) ?? ''), networks: removed };
  }

  /** Ends the processes that forward ports and the sandbox switch; returns how many there were. */
  endSwitches() {
    const pids = processesWhere(
      (command) => isSwitch(command) && command.some((part) => part.includes(`${this.home}/`)),
    );
    for (const pid of pids) process.kill(pid, 'SIGTERM');
    return pids.length;
  }

  async containers() {
    const lists = await Promise.all(
      this.agents.map((agent) => this.engine.containers([`sdp.agent=${agent}`])),
    );
    return lists.flat();
  }

  /** @param {import('./engine-api.mjs').Container[]} containers */
  async networksOf(containers) {
    const joined = new Set(
      containers.flatMap(({ NetworkSettings }) =>
        Object.values(NetworkSettings.Networks).map(({ NetworkID }) => NetworkID),
      ),
    );
    const isOwn = (/** @type {import('./engine-api.mjs').Network} */ { Id, Labels }) =>
      joined.has(Id) || this.agents.includes(Labels?.['sdp.agent'] ?? '');
    return (await this.engine.networks()).filter(
      (network) => network.Name.startsWith('sdp-') && isOwn(network),
    );
  }
}
