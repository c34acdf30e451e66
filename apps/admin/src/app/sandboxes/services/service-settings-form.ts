import { type FormControl, type FormGroup, type NonNullableFormBuilder, Validators } from '@angular/forms';
import { type ServiceInstanceView, type UpdateServiceRequest } from '@sdp/protocol';
import { COMMIT_ID } from '../../names/names';

export type ServiceSettingsForm = FormGroup<{
  commit: FormControl<string>;
  healthPath: FormControl<string>;
  containerPort: FormControl<number | null>;
  memoryMb: FormControl<number | null>;
  cpus: FormControl<number | null>;
  dependsOn: FormControl<string[]>;
  follows: FormControl<boolean>;
}>;

type Settings = Pick<
  ServiceInstanceView,
  'pinnedCommit' | 'healthPath' | 'containerPort' | 'limits' | 'dependsOn' | 'follows'
>;

const NONE: Settings = {
  pinnedCommit: null,
  healthPath: null,
  containerPort: null,
  limits: {},
  dependsOn: [],
  follows: false,
};

export function settingsForm(
  builder: NonNullableFormBuilder,
  { pinnedCommit, healthPath, containerPort, limits, dependsOn, follows }: Settings = NONE,
): ServiceSettingsForm {
  return builder.group({
    commit: [pinnedCommit ?? '', Validators.pattern(COMMIT_ID)],
    healthPath: [healthPath ?? '', Validators.pattern(/^\/\S*$/)],
    containerPort: [containerPort, [Validators.min(1), Validators.max(65535)]],
    memoryMb: [limits.memoryMb ?? null, [Validators.min(16), Validators.max(65_536)]],
    cpus: [limits.cpus ?? null, [Validators.min(0.05), Validators.max(64)]],
    dependsOn: [dependsOn],
    follows: [follows],
  });
}

/** The settings as an update takes them: what is empty is taken away. */
export function settingsOf(
  form: ServiceSettingsForm,
): Required<Omit<UpdateServiceRequest, 'branch' | 'variables'>> {
  const { commit, healthPath, containerPort, memoryMb, cpus, dependsOn, follows } = form.getRawValue();
  return {
    commit: commit || null,
    healthPath: healthPath || null,
    containerPort,
    limits: { memoryMb, cpus },
    dependsOn,
    follows,
  };
}
