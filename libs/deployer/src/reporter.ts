import { type CommitInfo, type DeploymentStep, type LogSource, type LogStream } from '@sdp/protocol';

/** Where the pipeline tells its progress. Implementations never throw and never block the pipeline for long. */
export interface Reporter {
  stepStarted(step: DeploymentStep): void;
  /** `durationMs` comes from a monotonic clock. */
  stepFinished(step: DeploymentStep, durationMs: number, outcome: 'ok' | 'failed' | 'skipped'): void;
  commitResolved(commit: CommitInfo): void;
  /** One line without its line end. */
  line(source: LogSource, stream: LogStream, text: string): void;
  /**
   * Resolves when the reader of a child's output may go on: back-pressure, so that a log flood slows the build
   * that makes it and nothing else.
   */
  ready(): Promise<void>;
}

/** For work that nobody watches. */
export const silentReporter: Reporter = {
  stepStarted: () => undefined,
  stepFinished: () => undefined,
  commitResolved: () => undefined,
  line: () => undefined,
  ready: () => Promise.resolve(),
};
