import { type NonNullableFormBuilder, Validators } from '@angular/forms';
import { type ServiceInstanceView } from '@sdp/protocol';
import { COMMIT_ID } from './names';
import { type ServiceSettingsForm } from './service-settings';

type Settings = Pick<ServiceInstanceView, 'pinnedCommit' | 'healthPath' | 'containerPort'>;

const NONE: Settings = { pinnedCommit: null, healthPath: null, containerPort: null };

export function settingsForm(
  builder: NonNullableFormBuilder,
  { pinnedCommit, healthPath, containerPort }: Settings = NONE,
): ServiceSettingsForm {
  return builder.group({
    commit: [pinnedCommit ?? '', Validators.pattern(COMMIT_ID)],
    healthPath: [healthPath ?? '', Validators.pattern(/^\/\S*$/)],
    containerPort: [containerPort, [Validators.min(1), Validators.max(65535)]],
  });
}
