import { type RunDeploymentFrame } from '@sdp/protocol';
import { aGoodRun, type FakeAgent } from './fake-agent.js';
import { type FakeBrowser } from './fake-browser.js';

/** Deploys a service to its good end; answers the frame that its agent got. */
export async function deployed(
  agent: FakeAgent,
  browser: FakeBrowser,
  sandboxId: string,
  service: string,
  body: object = {},
): Promise<RunDeploymentFrame> {
  const { id } = await browser.deploy(sandboxId, service, body);
  const frame = await agent.runFrame(id);
  await agent.report(frame, aGoodRun());
  return frame;
}
