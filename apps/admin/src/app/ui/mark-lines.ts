import {
  afterNextRender,
  Component,
  computed,
  DestroyRef,
  ElementRef,
  inject,
  input,
  signal,
} from '@angular/core';
import { type Tone } from './chip';
import { fitting } from './fit-lines';
import { textWidth } from './text-width';

/** A state or a label, in a word or two. */
export interface Mark {
  /** Absent for a plain label. */
  tone?: Tone;
  /** What it is about: in bold, before the text. */
  subject?: string;
  text: string;
}

/* As the chips and badges of styles.scss have them. */
const CHIP = { size: '12.5px', around: 30, gap: 6 };
const BADGE = { size: '12px', around: 16 };
const GAP = 6;
const COUNTER = 38;
/** More of them are not even measured. */
const MOST = 12;
/** Rows of one list are equally wide: the next one begins with what was measured last. */
const lastRooms = new Map<string, number>();

/** Marks in so many lines; those that have no room there are counted, and named to whoever points at or listens to it. */
@Component({
  selector: 'sdp-mark-lines',
  template: `
    @for (mark of shown(); track $index) {
      <span [class]="(mark.tone ? 'chip ' + mark.tone : 'badge') + (mark.subject ? '' : ' plain')">
        @if (mark.subject) {
          <strong class="foreign">{{ mark.subject }}</strong>
        }
        {{ mark.text }}
      </span>
    }
    @if (hidden(); as hidden) {
      <span class="badge" data-testid="further-marks" [title]="hidden.words"
        ><span aria-hidden="true">+{{ hidden.count }}</span
        ><span class="visually-hidden">and {{ hidden.words }}</span></span
      >
    }
  `,
  styleUrl: './mark-lines.scss',
  host: { '[class.long]': 'shown().length === 1' },
})
export class MarkLines {
  readonly marks = input.required<readonly Mark[]>();
  readonly lines = input(1);
  /** What its rows have in common: those of one name are equally wide. */
  readonly column = input.required<string>();

  private readonly measured = signal<number | undefined>(undefined);
  private readonly room = computed(() => this.measured() ?? lastRooms.get(this.column()) ?? Infinity);
  private readonly fits = computed(() => {
    const widths = this.marks()
      .slice(0, MOST)
      .map((mark) => this.widthOf(mark));
    // One more that fits nowhere, for those that were not measured.
    if (this.marks().length > MOST) widths.push(Infinity);
    return fitting(widths, { room: this.room(), lines: this.lines(), gap: GAP, counter: COUNTER });
  });
  protected readonly shown = computed(() => this.marks().slice(0, Math.min(this.fits(), MOST)));
  protected readonly hidden = computed(() => {
    const others = this.marks().slice(this.shown().length);
    return others.length > 0 ? { count: others.length, words: others.map(wordsOf).join(', ') } : undefined;
  });

  constructor() {
    const parent = inject<ElementRef<HTMLElement>>(ElementRef).nativeElement;
    const destroyRef = inject(DestroyRef);
    afterNextRender(() => {
      const observer = new ResizeObserver(([entry]) => entry && this.measure(entry.contentRect.width));
      observer.observe(parent.parentElement ?? parent);
      destroyRef.onDestroy(() => observer.disconnect());
    });
  }

  private measure(width: number): void {
    lastRooms.set(this.column(), width);
    this.measured.set(width);
  }

  private widthOf({ tone, subject, text }: Mark): number {
    if (!tone) return BADGE.around + textWidth(text, `500 ${BADGE.size}`);
    const about = subject ? CHIP.gap + textWidth(subject, `620 ${CHIP.size}`) : 0;
    return CHIP.around + about + textWidth(text, `500 ${CHIP.size}`);
  }
}

function wordsOf({ subject, text }: Mark): string {
  return subject ? `${subject} ${text}` : text;
}
