import { copyFile } from 'node:fs/promises';
import { join } from 'node:path';
import { type Visit } from '../furnishing/visits.js';
import { SCENES } from './scenes.js';
import { type Visitor } from './visitor.js';

/** The first two are of the README's size. */
const LOOKS = [
  { name: 'light', width: 1280, height: 800 },
  { name: 'dark', width: 1280, height: 800, dark: true },
  { name: 'narrow', width: 360, height: 760 },
  { name: 'narrow-dark', width: 360, height: 760, dark: true },
  { name: 'wide', width: 3840, height: 2160 },
];
const OF_WHAT_OPENS = LOOKS.slice(0, 3);
const IN_README = ['overview', 'sandbox-services', 'sandbox-routes', 'failed', 'palette'];

/** Takes pictures of what somebody visits: each page is opened once, and looked at from near and far, by day and night. */
export class Photographer {
  constructor(
    private readonly visitor: Visitor,
    private readonly folder: string,
    private readonly readme: string,
  ) {}

  async visit({ name, path }: Visit): Promise<void> {
    await this.visitor.goTo(path);
    await this.shoot(name);
    for (const scene of SCENES.filter(({ on }) => on === name)) {
      await scene.open(this.visitor.page);
      await scene.shows(this.visitor.page).first().waitFor();
      await this.shoot(scene.name, OF_WHAT_OPENS);
      if (scene.leavesTraces) await this.visitor.startOver(path);
      else await this.putAway(path);
    }
  }

  /** What a page has opened, like a list of choices, is closed before the next page comes. */
  private async putAway(path: string): Promise<void> {
    await this.visitor.page.keyboard.press('Escape');
    await this.visitor.goTo(path);
  }

  async shoot(name: string, looks = LOOKS): Promise<void> {
    for (const look of looks) {
      await this.visitor.look({ colorScheme: look.dark ? 'dark' : 'light' });
      await this.visitor.resize(look.width, look.height);
      await this.visitor.settled();
      const path = join(this.folder, `${name}-${look.name}.png`);
      await this.visitor.page.screenshot({ path });
      if (IN_README.includes(name) && look.width === LOOKS[0]?.width)
        await copyFile(path, join(this.readme, `${name}-${look.name}.png`));
    }
    await this.visitor.look({ colorScheme: 'light' });
    await this.visitor.resize(1280, 800);
  }
}
