import { type Visit } from '../furnishing/visits.js';
import { until } from '../until.js';
import { axeViolations, colourViolations } from './axe.js';
import { type Findings } from './findings.js';
import { focusPlace, walkByKeyboard } from './keyboard-walk.js';
import { cutOff, moving, scrollsSideways, TEXT_SPACING, widerThanWindow } from './layout.js';
import { type Scene, SCENES } from './scenes.js';
import { type Visitor } from './visitor.js';

/** What must hold for every page, and for all that opens over it. */
export const CLAIMS = {
  title: 'says in its title what it shows',
  rules: 'keeps to the rules of axe, in light and in dark',
  reading: 'shows that it is reading, by the same rules',
  broken: 'says what to do when it could not be read, by the same rules',
  keyboard: 'can be used by the keyboard alone, which is always seen',
  narrow: 'fits into 320 px',
  spacing: 'bears more room between letters, words and lines',
  motion: 'keeps still for people who want that',
  opens: 'takes the keyboard into what opens, and gives it back',
} as const;

export type Claim = keyof typeof CLAIMS;

const WINDOW = { width: 1280, height: 900 };
/** A small telephone, a common one, and a window at twice the size (WCAG 1.4.10). */
const NARROW = [320, 360, 640];

/** Pages that read nothing before they show themselves. */
const READ_NOTHING = ['new-template', 'new-sandbox', 'add-service', 'not-found'];

/** What they show may be known from a page before. */
const SHOW_WHAT_IS_KEPT = ['sandboxes', 'compare-sandboxes'];

/**
 * Looks at a page from all sides: while it reads, when that fails, and once it is there; then at all that opens over it.
 * The visitor wants no motion, so nothing has to be waited for, and whatever moves all the same is found.
 */
export class Inspection {
  constructor(
    private readonly visitor: Visitor,
    private readonly findings: Findings<Claim>,
  ) {}

  async inspect(visit: Visit): Promise<void> {
    await this.arriveAt(visit);
    const note = (claim: Claim, problems: readonly string[]) =>
      this.findings.add(claim, visit.name, problems);
    note('title', await this.visitor.titleProblems(visit.title));
    note('motion', await moving(this.visitor.page));
    note('rules', await bothWays(this.visitor));
    note('keyboard', await walkByKeyboard(this.visitor.page, 'main'));
    note('narrow', await this.whenNarrow(widerThanWindow));
    note('spacing', await this.whenSpacedOut());
    for (const scene of SCENES.filter(({ on }) => on === visit.name)) await this.play(scene, visit);
  }

  private async arriveAt({ name, path }: Visit): Promise<void> {
    if (READ_NOTHING.includes(name)) return this.visitor.goTo(path);
    if (SHOW_WHAT_IS_KEPT.includes(name)) await this.visitor.startOver('/no/such/page');
    const look = async (claim: Claim, colorScheme: 'light' | 'dark') => {
      await this.visitor.look({ colorScheme });
      this.findings.add('motion', name, await moving(this.visitor.page));
      this.findings.add(claim, name, await axeViolations(this.visitor.page));
    };
    await this.visitor.goThroughTroubles(path, {
      whileReading: () => look('reading', 'light'),
      whenBroken: () => look('broken', 'dark'),
    });
    await this.visitor.look({ colorScheme: 'light' });
  }

  /** What was typed into the page itself would be in the way of the next one; what opens over it is closed again. */
  private async play({ name, open, shows, leavesTraces }: Scene, { path }: Visit): Promise<void> {
    const { page } = this.visitor;
    const before = await focusPlace(page);
    await open(page);
    await shows(page).first().waitFor();
    await this.visitor.settled();
    this.findings.add('motion', name, await moving(page));
    this.findings.add('rules', name, await bothWays(this.visitor));
    if (leavesTraces) return this.visitor.startOver(path);
    if ((await page.locator('mat-dialog-container').count()) > 0) {
      this.findings.add('keyboard', name, await walkByKeyboard(page, 'mat-dialog-container'));
      this.findings.add('narrow', name, await this.whenNarrow(scrollsSideways));
    }
    this.findings.add('opens', name, await this.closingProblems(shows(page), before));
  }

  private async closingProblems(shown: ReturnType<Scene['shows']>, before: string): Promise<string[]> {
    const { page } = this.visitor;
    const during = await focusPlace(page);
    await until('Escape closes it', 20_000, async () => {
      if ((await shown.count()) === 0) return true;
      // The first one may only close a list of proposals that is open within.
      await page.keyboard.press('Escape');
      await this.visitor.settled();
      return false;
    });
    const after = await focusPlace(page);
    return [
      ...(during === 'overlay' ? [] : [`the keyboard stays behind: ${during}`]),
      ...(after === 'lost' && before !== 'lost' ? ['the keyboard is lost at its end'] : []),
    ];
  }

  private async whenNarrow(look: typeof widerThanWindow): Promise<string[]> {
    const found: string[] = [];
    for (const width of NARROW) {
      await this.visitor.resize(width, 720);
      found.push(...(await look(this.visitor.page)).map((text) => `at ${width} px: ${text}`));
    }
    await this.visitor.resize(WINDOW.width, WINDOW.height);
    return found;
  }

  private async whenSpacedOut(): Promise<string[]> {
    const { page } = this.visitor;
    const style = await page.addStyleTag({ content: TEXT_SPACING });
    const found = [...(await widerThanWindow(page)), ...(await cutOff(page))];
    await style.evaluate('(element) => element.remove()');
    return found;
  }
}

/** Light as a whole; dark by the rules that look at colours, since nothing else differs. */
export async function bothWays(visitor: Visitor): Promise<string[]> {
  const light = await axeViolations(visitor.page);
  await visitor.look({ colorScheme: 'dark' });
  const dark = await colourViolations(visitor.page);
  await visitor.look({ colorScheme: 'light' });
  return [...light, ...dark.map((text) => `dark: ${text}`)];
}
