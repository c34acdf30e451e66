import { afterNextRender, Component, ElementRef, inject, Injector, input, model } from '@angular/core';
import { type RepositoryView } from '@sdp/protocol';
import { BranchInput } from '../../repositories/branch-input';
import { RepositoryInput } from '../../repositories/repository-input';
import { Icon } from '../../ui/icon';
import { isStarted, type ServiceDraft, withEmptyRow } from './service-drafts';

/** The services that a new sandbox begins with: a repository and a branch a row, and always one more row. */
@Component({
  selector: 'sdp-services-form',
  imports: [BranchInput, Icon, RepositoryInput],
  template: `
    <fieldset>
      <legend>Services</legend>
      <p class="hint">The branches you want to try. Everything else comes from the baseline.</p>
      @for (draft of drafts(); track draft.key) {
        <div class="row" [attr.data-testid]="'service-row-' + $index">
          <sdp-repository-input
            [repository]="draft.repository"
            [repositories]="repositories()"
            [isLoading]="isLoading()"
            [isMissing]="wasTried() && isStarted(draft) && knownName(draft) === ''"
            (repositoryChange)="chooseRepository(draft, $event)"
          />
          <sdp-branch-input
            [branch]="draft.branch"
            [repository]="knownName(draft)"
            [isMissing]="wasTried() && isStarted(draft) && draft.branch === ''"
            (branchChange)="change(draft, { branch: $event })"
          />
          @if (isStarted(draft)) {
            <button
              type="button"
              class="icon-button"
              [attr.aria-label]="'Leave out ' + draft.repository"
              (click)="remove(draft)"
            >
              <sdp-icon name="close" />
            </button>
          }
        </div>
      }
    </fieldset>
  `,
  styleUrl: './services-form.scss',
})
export class ServicesForm {
  readonly drafts = model.required<ServiceDraft[]>();
  readonly repositories = input.required<RepositoryView[]>();
  readonly isLoading = input(false);
  /** Whether what is missing is to be said. */
  readonly wasTried = input(false);

  private readonly host = inject<ElementRef<HTMLElement>>(ElementRef);
  private readonly injector = inject(Injector);
  protected readonly isStarted = isStarted;

  protected knownName({ repository }: ServiceDraft): string {
    return this.known(repository)?.name ?? '';
  }

  /** Another repository has other branches: begin with its default one. */
  protected chooseRepository(draft: ServiceDraft, repository: string): void {
    const known = this.known(repository);
    this.change(draft, { repository, branch: known?.defaultBranch ?? '' });
    if (known) this.drafts.update(withEmptyRow);
  }

  protected change(draft: ServiceDraft, parts: Partial<ServiceDraft>): void {
    this.drafts.update((drafts) =>
      drafts.map((other) => (other.key === draft.key ? { ...other, ...parts } : other)),
    );
  }

  protected remove(draft: ServiceDraft): void {
    const place = this.drafts().indexOf(draft);
    this.drafts.update((drafts) => withEmptyRow(drafts.filter(({ key }) => key !== draft.key)));
    this.goOn(place);
  }

  /** The keyboard goes on in the row that took the place: the last, empty one begins where one types. */
  private goOn(place: number): void {
    afterNextRender(
      () => {
        const row = this.host.nativeElement.querySelector(`[data-testid="service-row-${place}"]`);
        (row?.querySelector<HTMLElement>('button') ?? row?.querySelector('input'))?.focus();
      },
      { injector: this.injector },
    );
  }

  private known(repository: string): RepositoryView | undefined {
    return this.repositories().find(({ name }) => name === repository);
  }
}
