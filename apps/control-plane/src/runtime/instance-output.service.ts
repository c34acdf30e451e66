import { Injectable } from '@nestjs/common';
import { type InstanceLogLines, type InstanceOutputFrame } from '@sdp/protocol';
import { AgentLink } from '../agents/agent-link.js';
import { RuntimeStreams } from '../agents/runtime-streams.js';
import { SandboxRecords } from '../sandboxes/sandbox-records.js';
import { readOutput } from './output-answer.js';
import { SandboxSecrets } from './sandbox-secrets.js';

type Lines = InstanceLogLines['lines'];

/** What a running instance prints, secrets masked. Everybody who is signed in may read it. */
@Injectable()
export class InstanceOutputService {
  constructor(
    private readonly records: SandboxRecords,
    private readonly secrets: SandboxSecrets,
    private readonly link: AgentLink,
    private readonly streams: RuntimeStreams,
  ) {}

  /** What it printed so far, oldest first. */
  async read(frame: InstanceOutputFrame): Promise<Lines> {
    const { sandboxId, service, search } = frame;
    const { agentId } = await this.records.instance(sandboxId, service);
    const mask = await this.secrets.maskFor(sandboxId);
    const lines = mask.lines(readOutput(await this.link.request(agentId, 'instance:output', frame)));
    // Looked for again in what is shown: a match within a secret would give it away letter by letter.
    return search === undefined ? lines : lines.filter(({ text }) => isFoundIn(text, search));
  }

  /** Answers the id of the stream. */
  async follow(
    frame: Pick<InstanceOutputFrame, 'sandboxId' | 'service' | 'tail' | 'since'>,
    listener: (lines: InstanceLogLines) => void,
  ): Promise<string> {
    const { agentId } = await this.records.instance(frame.sandboxId, frame.service);
    const mask = await this.secrets.maskFor(frame.sandboxId);
    return this.streams.follow(agentId, frame, (output) =>
      listener({ ...output, lines: mask.lines(output.lines) }),
    );
  }

  stop(streamId: string): void {
    this.streams.stop(streamId);
  }
}

function isFoundIn(text: string, search: string): boolean {
  return text.toLowerCase().includes(search.toLowerCase());
}
