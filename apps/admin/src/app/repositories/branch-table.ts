import { SlicePipe } from '@angular/common';
import { Component, input, output } from '@angular/core';
import { RouterLink } from '@angular/router';
import { type RepositoryView } from '@sdp/protocol';
import { Ago } from '../ui/ago';
import { RowWindow } from '../ui/row-window';
import { SpacerRow } from '../ui/spacer-row';
import { type BranchRow, isBehind } from './branch-rows';

/** Of a branch's sandboxes so many are named; the others are counted. */
const NAMED = 2;

/** The branches of a repository: their newest commit, who runs them, and what can be done with each. */
@Component({
  selector: 'sdp-branch-table',
  imports: [Ago, RouterLink, RowWindow, SlicePipe, SpacerRow],
  templateUrl: './branch-table.html',
  styleUrl: './branch-table.scss',
})
export class BranchTable {
  readonly repository = input.required<RepositoryView>();
  readonly rows = input.required<readonly BranchRow[]>();
  /** Whether the person may make sandboxes from branches. */
  readonly mayBuild = input.required<boolean>();
  /** Said of a branch without a commit. */
  readonly absence = input.required<string>();
  readonly deployed = output<string>();

  protected readonly rowHeight = 60;

  protected usesOf(row: BranchRow) {
    const named = row.uses
      .slice(0, NAMED)
      .map((use) => ({ ...use, isBehind: isBehind(row, use), key: use.sandbox.id + use.service }));
    return { named, further: row.uses.length - named.length };
  }
}
