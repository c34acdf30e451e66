import { type AgentView, type ImageView } from '@sdp/protocol';

/** Something about an agent that somebody has to put right. */
export interface AgentTrouble {
  agent: string;
  /** What does not work, in words. */
  text: string;
  /** What to do on its host, to be copied; null where the text says it all. */
  command: string | null;
}

const SERVICES: Readonly<Record<ImageView['stack'], string>> = { go: 'Go services', php: 'PHP gateways' };
/** As the guide has it: `deploy/images.sh save` made the archive, which was carried to the host with the script. */
const ARCHIVE = 'base-images.tar';

/** The agents that were not let in, and the base images that are not there. */
export function troublesOf(agents: readonly AgentView[]): AgentTrouble[] {
  return agents.flatMap((agent) => [...refusalOf(agent), ...missingImagesOf(agent)]);
}

/** Loads what an agent's strategies need and its host does not have; null where nothing is missing. */
export function loadCommand(images: readonly ImageView[]): string | null {
  const missing = images.filter(({ isPresent }) => !isPresent).map(({ name }) => name);
  return missing.length === 0 ? null : `sudo ./images.sh load ${ARCHIVE} -- ${missing.join(' ')}`;
}

function refusalOf({ name, refusal }: AgentView): AgentTrouble[] {
  return refusal ? [{ agent: name, text: `is not let in. ${refusal.message}`, command: null }] : [];
}

/** Of an agent that is away nobody knows. */
function missingImagesOf({ name, isConnected, images }: AgentView): AgentTrouble[] {
  const command = loadCommand(images);
  if (!isConnected || command === null) return [];
  const missing = images.filter(({ isPresent }) => !isPresent);
  const what = missing.map(
    ({ stack, name: image }) => `${image}, so no ${SERVICES[stack]} can be deployed there`,
  );
  return [{ agent: name, text: `lacks the base image ${what.join(', and ')}.`, command }];
}
