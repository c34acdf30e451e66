import { Injectable } from '@nestjs/common';
import { type Topic } from '@sdp/protocol';

/** What browsers watch now. Whoever holds their connections says it. */
@Injectable()
export class WatchedTopics {
  private source: () => Iterable<string> = () => [];

  from(source: () => Iterable<string>): void {
    this.source = source;
  }

  has(topic: Topic): boolean {
    return [...this.source()].includes(topic);
  }

  /** Ids of the sandboxes that somebody looks at. */
  sandboxIds(): string[] {
    return this.idsAfter('sandbox:');
  }

  /** Ids of the deployments that somebody looks at. */
  deploymentIds(): string[] {
    return this.idsAfter('deployment:');
  }

  private idsAfter(prefix: Topic): string[] {
    return [...this.source()].flatMap((room) => (room.startsWith(prefix) ? [room.slice(prefix.length)] : []));
  }
}
