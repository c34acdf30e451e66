import { Component, computed, effect, inject, input, linkedSignal, signal } from '@angular/core';
import { toSignal } from '@angular/core/rxjs-interop';
import { NonNullableFormBuilder, ReactiveFormsModule, Validators } from '@angular/forms';
import { Router, RouterLink } from '@angular/router';
import { type AddServiceRequest } from '@sdp/protocol';
import { map } from 'rxjs';
import { Draft } from '../../drafts/draft';
import { DraftNotice } from '../../drafts/draft-notice';
import { ErrorCard } from '../../errors/error-card';
import { Toasts } from '../../errors/toasts';
import { type ShownError, toShownError } from '../../errors/wire-error';
import { BranchInput } from '../../repositories/branch-input';
import { RepositoryChoice } from '../../repositories/repository-choice';
import { RepositoryInput } from '../../repositories/repository-input';
import { Icon } from '../../ui/icon';
import { wrongFieldFinder } from '../../ui/wrong-field';
import { type Variable } from '../../variables/dot-env';
import { SANDBOX_NAME, SANDBOX_NAME_RULE } from '../../names/names';
import { SandboxStore } from '../sandbox-store';
import { SandboxesApi } from '../sandboxes-api';
import { ServiceSettings } from './service-settings';
import { settingsForm, settingsOf } from './service-settings-form';
import { areValid, toRecord } from '../../variables/variables';

/** What is typed into the form. */
interface ServiceDraft {
  name: string;
  repository: string;
  branch: string;
  settings: Partial<ReturnType<ReturnType<typeof settingsForm>['getRawValue']>>;
  variables: Variable[];
}

@Component({
  selector: 'sdp-add-service',
  imports: [
    BranchInput,
    DraftNotice,
    ErrorCard,
    Icon,
    ReactiveFormsModule,
    RepositoryInput,
    RouterLink,
    ServiceSettings,
  ],
  providers: [RepositoryChoice, SandboxStore],
  templateUrl: './add-service.html',
  styleUrl: '../../ui/form-page.scss',
})
export class AddService {
  readonly sandboxId = input.required<string>();

  private readonly api = inject(SandboxesApi);
  private readonly router = inject(Router);
  private readonly toasts = inject(Toasts);

  protected readonly nameRule = SANDBOX_NAME_RULE;
  private readonly builder = inject(NonNullableFormBuilder);
  protected readonly form = this.builder.group({ name: ['', Validators.pattern(SANDBOX_NAME)] });
  protected readonly settings = settingsForm(this.builder);
  private readonly typedName = toSignal(this.form.controls.name.valueChanges, { initialValue: '' });

  protected readonly choice = inject(RepositoryChoice);
  private readonly sandbox = inject(SandboxStore);
  protected readonly others = computed(() => this.sandbox.sandbox()?.services.map(({ name }) => name) ?? []);
  protected readonly repository = signal('');
  protected readonly known = computed(() =>
    this.choice.repositories().find(({ name }) => name === this.repository()),
  );
  private readonly origin = computed(
    () => ({ repository: this.known()?.name ?? '', branch: this.known()?.defaultBranch ?? '' }),
    { equal: (a, b) => a.repository === b.repository && a.branch === b.branch },
  );
  /** Another repository has other branches: begin with its default one. The same, read anew, keeps what was typed. */
  protected readonly branch = linkedSignal(() => this.origin().branch);
  protected readonly variables = signal<Variable[]>([]);
  /** A repository's name may be none that a service can have (capitals, dots): then it has to be typed. */
  protected readonly needsName = computed(
    () => this.repository() !== '' && this.typedName() === '' && !SANDBOX_NAME.test(this.repository()),
  );

  private readonly typedSettings = toSignal(
    this.settings.valueChanges.pipe(map(() => this.settings.getRawValue())),
    { initialValue: this.settings.getRawValue() },
  );
  protected readonly draft = new Draft<ServiceDraft>({
    // A branch is kept only on top of its repository, which must be known.
    key: () => (this.choice.isLoading() ? undefined : `service of ${this.sandboxId()}`),
    read: () => this.drafted(),
    write: (draft) => this.take(draft),
    clear: () => this.take({ name: '', repository: '', branch: '', settings: {}, variables: [] }),
  });

  private readonly showWrong = wrongFieldFinder();
  protected readonly wasTried = signal(false);
  protected readonly busyWith = signal<'adding' | 'deploying' | undefined>(undefined);
  protected readonly error = signal<ShownError | undefined>(undefined);

  constructor() {
    effect(() => this.sandbox.open(this.sandboxId()));
  }

  protected async add(deploy: boolean): Promise<void> {
    this.wasTried.set(true);
    this.settings.markAllAsTouched();
    if (this.busyWith()) return;
    if (!this.isComplete()) return this.showWrong();
    this.busyWith.set(deploy ? 'deploying' : 'adding');
    this.error.set(undefined);
    try {
      const { name } = await this.api.addService(this.sandboxId(), this.request());
      this.draft.sent();
      await (deploy ? this.deploy(name) : this.backToSandbox());
    } catch (failure) {
      this.error.set(toShownError(failure));
    } finally {
      this.busyWith.set(undefined);
    }
  }

  private drafted(): ServiceDraft | undefined {
    const [name, repository] = [this.typedName(), this.repository()];
    if (!name && !repository && this.variables().length === 0) return undefined;
    const settings = this.typedSettings();
    return { name, repository, branch: this.branch(), settings, variables: this.variables() };
  }

  private take({ name, repository, branch, settings, variables }: ServiceDraft): void {
    this.form.setValue({ name });
    this.settings.reset(settings);
    this.repository.set(repository);
    this.branch.set(branch);
    this.variables.set(variables);
  }

  /** The service is there by now: a refused deployment must not leave the person on a form that would add it again. */
  private async deploy(service: string): Promise<void> {
    const deployment = await this.toasts.attempt(this.api.deploy(this.sandboxId(), service));
    await (deployment ? this.router.navigate(['/deployments', deployment.id]) : this.backToSandbox());
  }

  private backToSandbox(): Promise<boolean> {
    return this.router.navigate(['/sandboxes', this.sandboxId()]);
  }

  private isComplete(): boolean {
    return (
      this.form.valid &&
      this.settings.valid &&
      this.repository() !== '' &&
      this.branch() !== '' &&
      !this.needsName() &&
      areValid(this.variables())
    );
  }

  private request(): AddServiceRequest {
    const { name } = this.form.getRawValue();
    const { commit, healthPath, containerPort, ...others } = settingsOf(this.settings);
    return {
      repository: this.repository(),
      branch: this.branch(),
      variables: toRecord(this.variables()),
      ...others,
      ...(name && { name }),
      ...(commit && { commit }),
      ...(healthPath && { healthPath }),
      ...(containerPort && { containerPort }),
    };
  }
}
