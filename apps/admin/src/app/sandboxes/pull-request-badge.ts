import { Component, computed, input } from '@angular/core';
import { type PullRequestOfSandbox } from '@sdp/protocol';

/** Which pull request a sandbox was made for, with the way there. */
@Component({
  selector: 'sdp-pull-request-badge',
  template: `
    <span class="badge" data-testid="pull-request">
      @if (pullRequest().url; as url) {
        <a
          class="foreign"
          target="_blank"
          rel="noopener noreferrer"
          [href]="url"
          [title]="pullRequest().title"
          >{{ text() }}</a
        >
      } @else {
        <span class="foreign" [title]="pullRequest().title">{{ text() }}</span>
      }
    </span>
  `,
})
export class PullRequestBadge {
  readonly pullRequest = input.required<PullRequestOfSandbox>();

  protected readonly text = computed(() => {
    const { repository, number, state, isKept } = this.pullRequest();
    const end = state === 'open' ? '' : `, ${state}`;
    return `Pull request #${number} of ${repository}${end}${isKept ? ', kept' : ''}`;
  });
}
