import { Component, input, model } from '@angular/core';
import { ReactiveFormsModule } from '@angular/forms';
import { Field } from '../../ui/field';
import { type Variable } from '../../variables/dot-env';
import { VariablesEditor } from '../../variables/variables-editor';
import { type ServiceSettingsForm } from './service-settings-form';

/** What can be set of a service beside its branch: whether it is added or changed. */
@Component({
  selector: 'sdp-service-settings',
  imports: [Field, ReactiveFormsModule, VariablesEditor],
  templateUrl: './service-settings.html',
  styles: `
    :host {
      display: grid;
      grid-template-columns: minmax(0, 1fr);
      gap: 22px;
    }
    .pair {
      display: grid;
      grid-template-columns: 1fr 1fr;
      gap: 22px 16px;
    }
    fieldset {
      display: grid;
      gap: 6px;
      margin: 0;
      padding: 0;
      border: 0;
    }
    legend {
      padding: 0;
      margin-bottom: 5px;
      font-weight: 550;
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
  /** Names of the sandbox's other services: this one may wait for them. */
  readonly others = input<string[]>([]);

  protected waitFor(service: string, event: Event): void {
    const { dependsOn } = this.form().controls;
    const others = dependsOn.value.filter((name) => name !== service);
    dependsOn.setValue((event.target as HTMLInputElement).checked ? [...others, service] : others);
  }
}
