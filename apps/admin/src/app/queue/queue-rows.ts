import { SlicePipe } from '@angular/common';
import { Component, computed, input } from '@angular/core';
import { RouterLink } from '@angular/router';
import { type DeploymentView } from '@sdp/protocol';
import { DEPLOYMENT_STATES } from '../deployments/deployment-states';
import { revisionText } from '../deployments/revision';
import { TimeLeft } from '../deployments/time-left';
import { Ago } from '../ui/ago';
import { Chip } from '../ui/chip';
import { mediaQuery } from '../ui/media-query';
import { RowWindow } from '../ui/row-window';

/** Pixels; queue-rows.scss lays out what fits. */
const ROW_HEIGHT = { wide: 60, narrow: 124 } as const;

/** What one agent works on and what waits for it, in the order it goes: of a busy day's queue, thousands. */
@Component({
  selector: 'sdp-queue-rows',
  imports: [Ago, Chip, RouterLink, RowWindow, SlicePipe, TimeLeft],
  templateUrl: './queue-rows.html',
  styleUrl: './queue-rows.scss',
})
export class QueueRows {
  readonly agent = input.required<string>();
  readonly deployments = input.required<readonly DeploymentView[]>();

  protected readonly states = DEPLOYMENT_STATES;
  protected readonly revisionText = revisionText;
  private readonly isNarrow = mediaQuery('(max-width: 760px)');
  protected readonly rowHeight = computed(() => ROW_HEIGHT[this.isNarrow() ? 'narrow' : 'wide']);

  protected placeOf({ queue }: DeploymentView): string {
    if (!queue) return '';
    return `${queue.position === 1 ? 'next' : `number ${queue.position}`}, waits for ${queue.waitsFor}`;
  }
}
