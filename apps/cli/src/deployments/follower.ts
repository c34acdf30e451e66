import { type DeploymentView, type WireError } from '@sdp/protocol';
import { ApiError } from '../api/api-error.js';
import { type Api } from '../api/api.js';
import { type LiveSocket, liveSocket } from '../api/live-socket.js';
import { CliError } from '../cli-error.js';
import { EXIT } from '../exit-codes.js';
import { type Printer } from '../output/printer.js';
import { LogReader } from './log-reader.js';
import { Lines, lineForPeople } from './log-text.js';
import { isOver } from './states.js';
import { StepReporter } from './step-reporter.js';

export interface FollowOptions {
  /** Byte of the log to begin at. */
  offset?: number;
  hasLog?: boolean;
  /** The log as it is in the file. */
  isRaw?: boolean;
}

type Followed = Pick<DeploymentView, 'id' | 'service'>;

/** Follows deployments to their ends over one socket, through lost connections. */
export class Follower {
  private readonly socket: LiveSocket;
  private isLost = false;

  constructor(
    private readonly api: Api,
    private readonly print: Printer,
  ) {
    this.socket = liveSocket(api);
    this.socket.on('disconnect', () => this.lost());
    this.socket.on('connect', () => (this.isLost = false));
  }

  close(): void {
    this.socket.off('disconnect').disconnect();
  }

  /** Rejects once the platform lets nobody in any more; a network that is down is waited for. */
  refused(): Promise<never> {
    return new Promise((_, reject) => {
      this.socket.on('connect_error', (error: Error & { data?: { code?: string } }) => {
        if (error.data?.code) reject(new CliError(error.message, EXIT.noAccess));
        else this.lost();
      });
    });
  }

  /** Resolves with how it ended, when its log was shown to the end as well. */
  async follow(followed: Followed, isOnlyOne: boolean, options: FollowOptions = {}): Promise<DeploymentView> {
    const prefix = isOnlyOne ? '' : `${followed.service}: `;
    const reader = options.hasLog === false ? null : this.readLog(followed, prefix, options);
    return this.end(followed.id, new StepReporter(this.print, prefix), reader?.ended);
  }

  private readLog(
    { id, service }: Followed,
    prefix: string,
    { offset = 0, isRaw }: FollowOptions,
  ): LogReader {
    const lines = new Lines();
    const show = (text: string) => {
      if (isRaw) return this.print.raw(text);
      for (const line of lines.push(text))
        this.print.event(
          { kind: 'log', deploymentId: id, service, line },
          () => prefix + lineForPeople(line),
        );
    };
    const giveUp = ({ message }: WireError) =>
      this.print.note(`${prefix}its log cannot be shown: ${message} See "sdp logs ${id}".`);
    const reader = new LogReader(this.socket, id, offset, show, giveUp);
    reader.start();
    return reader;
  }

  private end(id: string, steps: StepReporter, logEnded = Promise.resolve()): Promise<DeploymentView> {
    return new Promise((resolve, reject) => {
      const see = (deployment: DeploymentView) => {
        if (!isOver(deployment.state)) return steps.see(deployment);
        // Its last lines first, then the result.
        void logEnded.then(() => {
          steps.see(deployment);
          resolve(deployment);
        });
      };
      const read = () => {
        this.api.get<DeploymentView>(`/deployments/${id}`).then(see, (error: unknown) => {
          if (error instanceof ApiError) reject(error);
        });
      };
      const watch = () => this.socket.emit('watch', { topic: `deployment:${id}` }, read);
      this.socket.on('update', (update) => {
        if (update.kind === 'deployment' && update.value.id === id) see(update.value);
      });
      this.socket.on('connect', watch);
      if (this.socket.connected) watch();
    });
  }

  private lost(): void {
    if (this.isLost) return;
    this.isLost = true;
    this.print.note('The connection was lost; trying again …');
  }
}
