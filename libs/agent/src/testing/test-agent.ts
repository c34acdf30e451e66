import { randomUUID } from 'node:crypto';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { type INestApplicationContext } from '@nestjs/common';
import { GoStrategy } from '@sdp/deployer';
import { type RunDeploymentFrame } from '@sdp/protocol';
import { Test } from '@nestjs/testing';
import { AgentModule } from '../agent.module.js';
import { AgentConfig, readConfig } from '../config/agent-config.js';
import { DEPLOYER_PARTS } from '../deployer.providers.js';
import { type ScriptedHost } from './scripted-host.js';

export const PASSWORD = 'c4nary-pass-w0rd-7731';
export const SANDBOX = '0b0f7f1e-1111-4222-8333-444455556666';

export const newDataDir = () => mkdtemp(join(tmpdir(), 'sdp-agent-'));
export const removeDataDir = (dataDir: string) => rm(dataDir, { recursive: true, force: true });

export interface AgentSettings {
  dataDir: string;
  url: string;
  token: string;
  capacity?: number;
  /** Further variables. */
  settings?: Record<string, string>;
}

/** The agent's own module on a scripted host. Closing it is what SIGTERM does. */
export async function startAgent(
  host: ScriptedHost,
  { dataDir, url, token, capacity = 2, settings = {} }: AgentSettings,
): Promise<INestApplicationContext> {
  const config = readConfig({
    SDP_CONTROL_URL: url,
    SDP_AGENT_NAME: 'micro-1',
    SDP_AGENT_TOKEN: token,
    SDP_DATA_DIR: dataDir,
    SDP_AGENT_ADDRESS: '127.0.0.1',
    SDP_CAPACITY: String(capacity),
    SDP_LOG_LEVEL: 'silent',
    ...settings,
  });
  const module = await Test.createTestingModule({
    imports: [AgentModule.register({ kind: 'micro', strategies: [new GoStrategy()] })],
  })
    .overrideProvider(AgentConfig)
    .useValue(config)
    .overrideProvider(DEPLOYER_PARTS)
    .useValue(host.asParts())
    .compile();
  module.useLogger(false);
  return module.init();
}

export function aDeployment(changes: Partial<RunDeploymentFrame> = {}): RunDeploymentFrame {
  return {
    deploymentId: randomUUID(),
    epoch: 1,
    sandboxId: SANDBOX,
    sandboxName: 'blue',
    service: 'orders',
    repository: 'orders',
    branch: 'feature/x',
    credentials: { username: 'ada', password: PASSWORD },
    hostPort: 21000,
    health: {},
    variables: {},
    deadlineMs: 60_000,
    ...changes,
  };
}
