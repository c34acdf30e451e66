import { SlicePipe } from '@angular/common';
import { Component, input } from '@angular/core';
import { RouterLink } from '@angular/router';
import { type RepositoryUseView } from '@sdp/protocol';
import { revisionText } from '../deployments/revision';
import { OBSERVED } from '../sandboxes/services/observed-states';
import { Chip } from '../ui/chip';
import { RowWindow } from '../ui/row-window';
import { SpacerRow } from '../ui/spacer-row';

/** Which sandboxes have services of a repository, and what runs there: there may be thousands. */
@Component({
  selector: 'sdp-use-table',
  imports: [Chip, RouterLink, RowWindow, SlicePipe, SpacerRow],
  templateUrl: './use-table.html',
  styles: `
    table {
      min-width: 760px;
    }
  `,
})
export class UseTable {
  readonly uses = input.required<readonly RepositoryUseView[]>();

  protected readonly observed = OBSERVED;
  protected readonly rowHeight = 56;

  protected runs({ running }: RepositoryUseView): string {
    return running ? revisionText(running.branch, running.commit) : 'nothing yet';
  }
}
