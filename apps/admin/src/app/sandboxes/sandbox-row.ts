import { Component, computed, inject, input } from '@angular/core';
import { RouterLink } from '@angular/router';
import { type SandboxSummary } from '@sdp/protocol';
import { SessionStore } from '../auth/session-store';
import { DEPLOYMENT_STATES, isActive } from '../deployments/deployment-states';
import { ROUTE_SET_WORDS } from '../route-sets/route-set-states';
import { Ago } from '../ui/ago';
import { Chip, type Tone } from '../ui/chip';
import { isServiceFailing } from './sandbox-states';
import { OBSERVED } from './services/observed-states';

/** All rows are equally high: what does not fit is counted. */
const MOST_SERVICES = 4;
const MOST_LABELS = 3;

@Component({
  selector: 'sdp-sandbox-row',
  imports: [Ago, Chip, RouterLink],
  template: `
    <a
      [routerLink]="['/sandboxes', sandbox().id]"
      [tabindex]="isTabStop() ? 0 : -1"
      [attr.data-testid]="'sandbox-row-' + sandbox().name"
    >
      <span class="what">
        <span class="first-line">
          <span class="name foreign" [title]="sandbox().name">{{ sandbox().name }}</span>
          @if (sandbox().isDeleting) {
            <sdp-chip tone="warn">Deleting</sdp-chip>
          }
          @if (sandbox().pullRequest; as pullRequest) {
            <sdp-chip tone="idle">Pull request #{{ pullRequest.number }}</sdp-chip>
          }
          @if (sandbox().isStopped) {
            <sdp-chip tone="idle">Stopped</sdp-chip>
          }
          @if (sandbox().hold; as hold) {
            <sdp-chip tone="warn"
              >Held by <span class="foreign">{{ hold.by }}</span></sdp-chip
            >
          }
          @if (sandbox().expiry === 'soon' || sandbox().expiry === 'over') {
            <sdp-chip tone="warn">{{ sandbox().expiry === 'soon' ? 'Expires soon' : 'Expired' }}</sdp-chip>
          }
        </span>
        @if (sandbox().description) {
          <span class="description foreign">{{ sandbox().description }}</span>
        }
      </span>
      <span class="services">
        @for (service of services(); track service.name) {
          <sdp-chip [tone]="service.tone"
            ><span class="foreign">{{ service.name }}</span
            ><span>{{ service.word }}</span></sdp-chip
          >
        } @empty {
          <span class="muted">No services yet</span>
        }
        @if (further(); as further) {
          <span class="badge" [title]="further.names">+{{ further.count }}</span>
        }
        @if (due(); as due) {
          <sdp-chip [tone]="due.tone">Routes: {{ due.word.toLowerCase() }}</sdp-chip>
        }
        @for (label of labels(); track label[0]) {
          <span class="badge foreign">{{ label[0] }}: {{ label[1] }}</span>
        }
      </span>
      <span class="who">
        <span class="foreign">{{ sandbox().owner === session()?.username ? 'You' : sandbox().owner }}</span>
        <sdp-ago [time]="sandbox().createdAt" />
      </span>
    </a>
  `,
  styleUrl: './sandbox-row.scss',
})
export class SandboxRow {
  readonly sandbox = input.required<SandboxSummary>();
  /** Of a long list only one row is one. */
  readonly isTabStop = input(true);

  protected readonly session = inject(SessionStore).session;

  /** What wants somebody comes first. */
  private readonly all = computed(() =>
    this.sandbox().services.toSorted((a, b) => Number(isServiceFailing(b)) - Number(isServiceFailing(a))),
  );
  protected readonly services = computed(() =>
    this.all()
      .slice(0, MOST_SERVICES)
      .map((service) => inOneWord(service, this.sandbox().isStopped)),
  );
  protected readonly further = computed(() => {
    const names = this.all()
      .slice(MOST_SERVICES)
      .map(({ name }) => name);
    return names.length > 0 ? { count: names.length, names: names.join(', ') } : undefined;
  });
  protected readonly labels = computed(() => Object.entries(this.sandbox().labels).slice(0, MOST_LABELS));
  /** What the routes want of somebody; in sync is not worth a word. */
  protected readonly due = computed(() => {
    const { routes } = this.sandbox();
    return routes === 'in-sync' || routes === 'none' ? undefined : ROUTE_SET_WORDS[routes];
  });
}

const STOPPED = { word: 'Stopped', tone: 'idle' } as const;

type Service = SandboxSummary['services'][number];

function inOneWord(service: Service, isStopped: boolean): { name: string; word: string; tone: Tone } {
  const { word, tone } = isStopped ? STOPPED : shownOf(service);
  return { name: service.name, word: word.toLowerCase(), tone };
}

/** A deployment under way says more than what still runs, and so does one that failed. */
function shownOf(service: Service): { word: string; tone: Tone } {
  const { observed, deploymentState } = service;
  const isWorthSaying =
    deploymentState !== null &&
    (isActive(deploymentState) || deploymentState === 'failed' || deploymentState === 'lost');
  return isWorthSaying ? DEPLOYMENT_STATES[deploymentState] : OBSERVED[observed];
}
