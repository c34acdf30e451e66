import { Component, computed, effect, inject, input, signal, untracked } from '@angular/core';
import { NonNullableFormBuilder, ReactiveFormsModule, Validators } from '@angular/forms';
import { Router, RouterLink } from '@angular/router';
import { type CreateSandboxRequest } from '@sdp/protocol';
import { SessionStore } from '../../auth/session-store';
import { EnvironmentListStore } from '../../environments/environment-list-store';
import { toSignal } from '@angular/core/rxjs-interop';
import { map } from 'rxjs';
import { Draft } from '../../drafts/draft';
import { DraftNotice } from '../../drafts/draft-notice';
import { ErrorCard } from '../../errors/error-card';
import { Submission } from '../../errors/submission';
import { LABEL_RULE, SANDBOX_NAME, SANDBOX_NAME_RULE } from '../../names/names';
import { RepositoryChoice } from '../../repositories/repository-choice';
import { Field } from '../../ui/field';
import { Icon } from '../../ui/icon';
import { wrongFieldFinder } from '../../ui/wrong-field';
import { type Variable } from '../../variables/dot-env';
import { areValid, toRecord } from '../../variables/variables';
import { VariablesEditor } from '../../variables/variables-editor';
import { SandboxesApi } from '../sandboxes-api';
import { labelsValidator, parseLabels } from '../settings/labels';
import { SandboxMaking } from './sandbox-making';
import {
  gatewayFor,
  isComplete,
  isStarted,
  requestOf,
  type ServiceDraft,
  withEmptyRow,
  withService,
} from './service-drafts';
import { ServicesForm } from './services-form';

const LIVES = [
  { value: '', words: 'As configured' },
  { value: '24', words: '1 day' },
  { value: '72', words: '3 days' },
  { value: '168', words: '7 days' },
  { value: '720', words: '30 days' },
];
const FOR_EVER = { value: 'never', words: 'It never expires' };

/** What is typed into the form. */
interface SandboxDraft {
  form: Record<'name' | 'description' | 'environmentId' | 'labels' | 'life', string>;
  services: ServiceDraft[];
  variables: Variable[];
  wantsGateway: boolean;
}

/** A sandbox with the services to try, made and deployed in one go. */
@Component({
  selector: 'sdp-create-sandbox',
  imports: [
    DraftNotice,
    ErrorCard,
    Field,
    Icon,
    ReactiveFormsModule,
    RouterLink,
    ServicesForm,
    VariablesEditor,
  ],
  providers: [EnvironmentListStore, RepositoryChoice],
  templateUrl: './create-sandbox.html',
  styleUrl: '../../ui/form-page.scss',
})
export class CreateSandbox {
  /** From the address, once: `?repository=orders&branch=feature/x` is to be among its services. */
  readonly repository = input<string>();
  readonly branch = input<string>();

  private readonly router = inject(Router);
  private readonly session = inject(SessionStore);
  private readonly making = new SandboxMaking(inject(SandboxesApi));
  protected readonly environments = inject(EnvironmentListStore).environments;
  protected readonly nameRule = SANDBOX_NAME_RULE;
  protected readonly labelRule = LABEL_RULE;
  protected readonly lives = computed(() => (this.session.isOps() ? [...LIVES, FOR_EVER] : LIVES));
  protected readonly form = inject(NonNullableFormBuilder).group({
    name: ['', [Validators.required, Validators.pattern(SANDBOX_NAME)]],
    description: ['', Validators.maxLength(500)],
    environmentId: [''],
    labels: ['', labelsValidator],
    life: [''],
  });
  protected readonly variables = signal<Variable[]>([]);
  protected readonly submission = new Submission();
  private readonly showWrong = wrongFieldFinder();

  protected readonly choice = inject(RepositoryChoice);
  private readonly known = this.choice.repositories;
  protected readonly drafts = signal<ServiceDraft[]>(withEmptyRow([]));
  protected readonly wasTried = signal(false);
  protected readonly wantsGateway = signal(true);
  private readonly typed = toSignal(this.form.valueChanges.pipe(map(() => this.form.getRawValue())), {
    initialValue: this.form.getRawValue(),
  });
  protected readonly draft = new Draft<SandboxDraft>({
    key: () => 'new sandbox',
    read: () => this.drafted(),
    write: ({ form, services, variables, wantsGateway }) => {
      this.form.setValue(form);
      this.drafts.set(services);
      this.variables.set(variables);
      this.wantsGateway.set(wantsGateway);
    },
    clear: () => {
      this.form.reset();
      this.drafts.set(withEmptyRow([]));
      this.variables.set([]);
    },
  });
  private readonly started = computed(() => this.drafts().filter(isStarted));
  /** Offered once there is something to call through it. */
  protected readonly gateway = computed(() =>
    this.started().length > 0 ? gatewayFor(this.drafts(), this.known()) : undefined,
  );
  protected readonly isUnderway = computed(() => this.started().length > 0);

  constructor() {
    // After the draft's own effect: what the address asks for comes on top of what was typed before.
    effect(() => {
      const [repository, branch] = [this.repository(), this.branch()];
      if (repository && branch) untracked(() => this.takeService(repository, branch));
    });
  }

  /** What is changed in the form afterwards is not to be overruled by the address after a reload. */
  private takeService(repository: string, branch: string): void {
    this.drafts.update((drafts) => withService(drafts, repository, branch));
    void this.router.navigate([], { queryParams: {}, replaceUrl: true });
  }

  protected async create(): Promise<void> {
    this.form.markAllAsTouched();
    this.wasTried.set(true);
    if (this.form.invalid || !areValid(this.variables()) || !this.areServicesComplete())
      return this.showWrong();
    await this.submission.run(async () => {
      const id = await this.making.make(this.request(), this.services());
      this.draft.sent();
      await this.router.navigate(['/sandboxes', id]);
    });
  }

  private drafted(): SandboxDraft | undefined {
    const form = this.typed();
    const [services, variables] = [this.drafts(), this.variables()];
    const isBegun = form.name || form.description || form.labels || variables.length > 0;
    if (!isBegun && !services.some(isStarted)) return undefined;
    return { form, services, variables, wantsGateway: this.wantsGateway() };
  }

  private areServicesComplete(): boolean {
    return this.started().every((draft) => isComplete(draft, this.known()));
  }

  private services(): ReturnType<typeof requestOf>[] {
    const gateway = this.wantsGateway() ? this.gateway() : undefined;
    const drafts = this.started().map(requestOf);
    return gateway
      ? [...drafts, requestOf({ repository: gateway.name, branch: gateway.defaultBranch })]
      : drafts;
  }

  private request(): CreateSandboxRequest {
    const { name, description, environmentId, labels, life } = this.form.getRawValue();
    return {
      name,
      description,
      labels: parseLabels(labels) ?? {},
      variables: toRecord(this.variables()),
      ...(environmentId && { environmentId }),
      ...(life && { ttlHours: life === FOR_EVER.value ? null : Number(life) }),
    };
  }
}
