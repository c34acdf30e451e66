import { Injectable } from '@nestjs/common';
import { type InstanceLogLines } from '@sdp/protocol';
import { RuntimeStreams } from '../agents/runtime-streams.js';
import { SandboxRecords } from './sandbox-records.js';

/** What a running instance prints. Everybody who is signed in may read it. */
@Injectable()
export class InstanceOutputService {
  constructor(
    private readonly records: SandboxRecords,
    private readonly streams: RuntimeStreams,
  ) {}

  /** Answers the id of the stream. */
  async follow(
    sandboxId: string,
    service: string,
    tail: number,
    listener: (lines: InstanceLogLines) => void,
  ): Promise<string> {
    const { agentId } = await this.records.instance(sandboxId, service);
    return this.streams.follow(agentId, { sandboxId, service, tail }, listener);
  }

  stop(streamId: string): void {
    this.streams.stop(streamId);
  }
}
