import { booleanAttribute, Component, computed, input, output } from '@angular/core';
import { Icon } from '../ui/icon';
import { type ShownError } from './wire-error';

/** Says what went wrong, whose fault it is where that is known, and offers to try again where that may help. */
@Component({
  selector: 'sdp-error-card',
  imports: [Icon],
  template: `
    <sdp-icon name="alert" />
    <div class="words">
      @if (heading() || blame()) {
        <p class="heading">
          @if (heading()) {
            <span>{{ heading() }}</span>
          }
          @if (blame()) {
            <span class="blame">{{ blame() }}</span>
          }
        </p>
      }
      <p class="message" data-testid="error-message">{{ error().message }}</p>
      <p class="code">
        <code>{{ error().code }}</code>
        @if (error().errorId) {
          <span>
            error id <code>{{ error().errorId }}</code>
          </span>
        }
      </p>
      <ng-content />
    </div>
    @if (canRetry()) {
      <button type="button" class="button small" (click)="retry.emit()">Try again</button>
    }
  `,
  styleUrl: './error-card.scss',
  host: { role: 'alert' },
})
export class ErrorCard {
  readonly error = input.required<ShownError>();
  readonly heading = input<string>();
  readonly canRetry = input(false, { transform: booleanAttribute });
  readonly retry = output<void>();

  protected readonly blame = computed(() => {
    const { blame } = this.error();
    return blame && (blame === 'app' ? 'caused by the application' : 'caused by the platform');
  });
}
