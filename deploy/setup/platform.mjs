import { ControlPlaneClient } from './control-plane-client.mjs';
import { DemoDeployment } from './demo-deployment.mjs';
import { OwnResources } from './own-resources.mjs';
import { checkPorts } from './ports.mjs';
import {
  agentProgram,
  baselineUrl,
  controlPlaneProgram,
  controlUrl,
  demoProgram,
  switchUrl,
} from './programs.mjs';
import { Supervisor } from './supervisor.mjs';
import { dim, say, step } from './terminal.mjs';

const START_DEADLINE_MS = 30_000;

/** Everything that runs on this one host, from the first program to the last container. */
export class Platform {
  /**
   * @param {import('./programs.mjs').Site} site
   * @param {import('./engine-api.mjs').EngineApi} engine
   */
  constructor(site, engine) {
    this.site = site;
    this.settings = site.settings;
    this.supervisor = new Supervisor(site.settings.home);
    this.resources = new OwnResources(engine, site.secrets, site.settings.home);
    this.client = new ControlPlaneClient(controlUrl(site.settings));
  }

  async start() {
    await this.clearLeftOvers();
    await checkPorts(this.ports());
    if (this.settings.demo) await step('demo: git server and baseline', () => this.startDemo());
    await step('control plane', () => this.startControlPlane());
    await step('agents', () => this.startAgents());
  }

  /** Calls through the sandbox switch with live answers; null where real repositories are configured. */
  async deployDemo() {
    if (!this.settings.demo) return null;
    const demo = new DemoDeployment(this.client, this.supervisor, this.settings.home);
    const url = baselineUrl(this.site);
    await step('demo: environments, template, sandboxes', () =>
      demo.ensure(this.site.secrets.demoPassword, url),
    );
    return demo.answers(switchUrl(this.settings));
  }

  /** Never resolves; rejects when one of the programs ends by itself. */
  untilProgramDies() {
    return this.supervisor.death;
  }

  /** Ends programs, then what outlives them. */
  async stop() {
    await this.supervisor.stop();
    this.resources.endSwitches();
    await this.resources.stopContainers();
  }

  /** Ends programs without waiting for anything. */
  kill() {
    this.supervisor.kill();
  }

  async clearLeftOvers() {
    const left = await this.supervisor.endLeftOvers();
    if (left.length > 0) say(dim(`ended what an earlier start left: ${left.join(', ')}`));
  }

  async startDemo() {
    this.supervisor.start(demoProgram(this.site));
    const gitUrl = `http://127.0.0.1:${this.settings.demo?.gitPort}`;
    await this.supervisor.until('The demo answers', START_DEADLINE_MS, async () => {
      const [git, baseline] = await Promise.all([fetch(gitUrl), fetch(`${baselineUrl(this.site)}/health`)]);
      return git.status === 401 && baseline.ok;
    });
  }

  async startControlPlane() {
    this.supervisor.start(controlPlaneProgram(this.site));
    await this.supervisor.until('The control plane answers', START_DEADLINE_MS, () => this.client.health());
  }

  async startAgents() {
    this.supervisor.start(agentProgram(this.site, 'micro'));
    this.supervisor.start(agentProgram(this.site, 'gateway'));
    await this.supervisor.until('Both agents connect', START_DEADLINE_MS, async () => {
      const { agents } = await this.client.health();
      return agents.connected >= 2;
    });
  }

  ports() {
    const { demo, host, port, switchPort } = this.settings;
    const ports = [
      { host, port, purpose: 'the control plane', variable: 'SDP_PORT' },
      { host, port: switchPort, purpose: 'the sandbox switch', variable: 'SDP_SWITCH_PORT' },
    ];
    if (!demo) return ports;
    const [git, baseline, gateway] = [demo.gitPort, demo.baselinePort, demo.baselineGatewayPort];
    return [
      ...ports,
      { host: '127.0.0.1', port: git, purpose: "the demo's git server", variable: 'SDP_DEMO_GIT_PORT' },
      {
        host: this.site.bridgeAddress,
        port: baseline,
        purpose: "the demo's baseline",
        variable: 'SDP_DEMO_BASELINE_PORT',
      },
      {
        host: this.site.bridgeAddress,
        port: gateway,
        purpose: "the demo's baseline gateway",
        variable: 'SDP_DEMO_BASELINE_GATEWAY_PORT',
      },
    ];
  }
}
