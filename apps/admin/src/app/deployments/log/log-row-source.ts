import { DataSource } from '@angular/cdk/collections';
import { BehaviorSubject, type Observable } from 'rxjs';
import { type LogLines } from './log-lines';
import { type LogRow, rowsOf } from './log-rows';

/** Hands the rows of a growing log to the virtual scroll; new lines are added to what is there already. */
export class LogRowSource extends DataSource<LogRow> {
  private readonly rows = new BehaviorSubject<LogRow[]>([]);
  private lines: LogLines | undefined;
  private columns: number | null = null;
  private shown = 0;

  /** Answers how many rows there are. */
  show(lines: LogLines, columns: number | null): number {
    if (lines !== this.lines || columns !== this.columns) this.startOver(lines, columns);
    const rows = this.rows.value;
    for (; this.shown < lines.all.length; this.shown++) rows.push(...rowsOf(lines.all[this.shown]!, columns));
    this.rows.next(rows);
    return rows.length;
  }

  /** Where a line begins; -1 while it is not there. */
  indexOf(line: number): number {
    return this.rows.value.findIndex((row) => row.line.number === line);
  }

  override connect(): Observable<readonly LogRow[]> {
    return this.rows;
  }

  override disconnect(): void {
    // The rows live as long as the view that owns this source.
  }

  private startOver(lines: LogLines, columns: number | null): void {
    this.lines = lines;
    this.columns = columns;
    this.shown = 0;
    this.rows.next([]);
  }
}
