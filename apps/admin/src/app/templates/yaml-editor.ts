import { Component, computed, type ElementRef, input, model, viewChild } from '@angular/core';
import { type TemplateProblem } from '@sdp/protocol';

/** A plain text with line numbers; lines with a problem are marked, and a problem leads to its line. */
@Component({
  selector: 'sdp-yaml-editor',
  template: `
    <div class="frame">
      <div #gutter class="gutter" aria-hidden="true">
        @for (line of lines(); track line) {
          <div [class.wrong]="wrong().has(line)">{{ line }}</div>
        }
      </div>
      <textarea
        #area
        wrap="off"
        spellcheck="false"
        autocapitalize="none"
        autocomplete="off"
        aria-label="Template as YAML"
        aria-describedby="yaml-problems"
        data-testid="yaml"
        [attr.aria-invalid]="problems().length > 0 ? true : null"
        [value]="text()"
        (input)="text.set(area.value)"
        (scroll)="gutter.scrollTop = area.scrollTop"
      ></textarea>
    </div>
    <div id="yaml-problems" role="status">
      @if (problems().length > 0) {
        <ul>
          @for (problem of problems(); track $index) {
            <li data-testid="yaml-problem">
              <button type="button" (click)="goTo(problem)">Line {{ problem.line }}</button>
              <span class="foreign">{{ problem.message }}</span>
            </li>
          }
        </ul>
      }
    </div>
  `,
  styleUrl: './yaml-editor.scss',
})
export class YamlEditor {
  readonly text = model.required<string>();
  readonly problems = input<readonly TemplateProblem[]>([]);

  private readonly area = viewChild.required<ElementRef<HTMLTextAreaElement>>('area');
  protected readonly lines = computed(() =>
    this.text()
      .split('\n')
      .map((_, index) => index + 1),
  );
  protected readonly wrong = computed(() => new Set(this.problems().map(({ line }) => line)));

  protected goTo({ line, column }: TemplateProblem): void {
    const before = this.text()
      .split('\n')
      .slice(0, line - 1);
    const start = before.reduce((length, text) => length + text.length + 1, 0);
    const area = this.area().nativeElement;
    area.focus();
    area.setSelectionRange(start + column - 1, start + column - 1);
    area.scrollTop = (area.scrollHeight / this.lines().length) * Math.max(0, line - 4);
  }
}
