import { Injectable } from '@nestjs/common';
import { type LogOutlineView } from '@sdp/protocol';
import { type LineIndex } from '../../logs/line-index.js';
import { LogIndexes } from '../../logs/log-indexes.js';
import { LogReader } from '../../logs/log-reader.js';
import { visibleText } from '../../logs/visible-text.js';
import { DeploymentRecords } from '../deployment-records.js';
import { DeploymentLogs } from './deployment-logs.js';

/** What an error quotes is near the end of the log; so many bytes from there are looked through. */
const QUOTED_WITHIN_BYTES = 4 * 1024 * 1024;
const SHORTEST_QUOTE = 6;

/** What can be said of a deployment's log without reading all of it. */
@Injectable()
export class LogOutlines {
  constructor(
    private readonly records: DeploymentRecords,
    private readonly logs: DeploymentLogs,
    private readonly indexes: LogIndexes,
    private readonly reader: LogReader,
  ) {}

  async of(deploymentId: string): Promise<LogOutlineView> {
    // Asked before reading: what is complete now cannot grow meanwhile.
    const isComplete = await this.logs.isComplete(deploymentId);
    const { error } = await this.records.get(deploymentId);
    const index = await this.indexes.of(deploymentId);
    const { lineCount, byteCount: bytes, levelCounts: levels } = index;
    const sections = index.sections.map((section) => ({ ...section }));
    const failingLine =
      isComplete && error ? await this.failingLine(deploymentId, index, error.message) : null;
    return { lineCount, bytes, isComplete, levels, sections, failingLine };
  }

  /**
   * The line that a failed deployment's error is about: one that the error quotes; else the first complaint of the
   * step that it ended in. The last lines are SDP's own, which only repeat it.
   */
  private async failingLine(id: string, index: LineIndex, message: string): Promise<number | null> {
    const { line } = index.entryBeforeByte(Math.max(0, index.byteCount - QUOTED_WITHIN_BYTES));
    const quoted = await this.reader.firstWhere(id, line, ({ stream, text }) => {
      if (stream === 'sdp' || text.length < SHORTEST_QUOTE) return false;
      const words = visibleText(text).trim();
      return words.length >= SHORTEST_QUOTE && message.includes(words);
    });
    return quoted ?? firstComplaint(index) ?? (index.lineCount || null);
  }
}

/** In the last step in which a program said anything: its first error, else what it first wrote to stderr. */
function firstComplaint(index: LineIndex): number | null {
  const step = index.sections.findLast(({ firstLine, lastLine }) => saysAnything(index, firstLine, lastLine));
  if (!step) return null;
  let firstOnStderr: number | null = null;
  for (let line = step.firstLine; line <= step.lastLine; line++) {
    if (index.streamOf(line) === 'sdp') continue;
    if (index.levelOf(line) === 'error') return line;
    if (index.streamOf(line) === 'err') firstOnStderr ??= line;
  }
  return firstOnStderr;
}

function saysAnything(index: LineIndex, firstLine: number, lastLine: number): boolean {
  for (let line = firstLine; line <= lastLine; line++) if (index.streamOf(line) !== 'sdp') return true;
  return false;
}
