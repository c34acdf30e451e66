import { Component, input, model } from '@angular/core';
import { type FormControl, type FormGroup, ReactiveFormsModule } from '@angular/forms';
import { type Variable } from './dot-env';
import { VariablesEditor } from './variables-editor';

export type ServiceSettingsForm = FormGroup<{
  commit: FormControl<string>;
  healthPath: FormControl<string>;
  containerPort: FormControl<number | null>;
}>;

/** What can be set of a service beside its branch: whether it is added or changed. */
@Component({
  selector: 'sdp-service-settings',
  imports: [ReactiveFormsModule, VariablesEditor],
  templateUrl: './service-settings.html',
  styles: `
    :host {
      display: grid;
      grid-template-columns: minmax(0, 1fr);
      gap: 22px;
    }
    .pair {
      display: grid;
      grid-template-columns: 2fr 1fr;
      gap: 22px 16px;
    }
    @media (max-width: 640px) {
      .pair {
        grid-template-columns: minmax(0, 1fr);
      }
    }
  `,
})
export class ServiceSettings {
  readonly form = input.required<ServiceSettingsForm>();
  readonly variables = model.required<Variable[]>();
}
