import { createReadStream, readdirSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { asRoot, findCommand, run } from './commands.mjs';
import { hasPackageLists } from './packages.mjs';
import { SetupError } from './setup-error.mjs';
import { dim, say } from './terminal.mjs';

/**
 * @typedef {{ title: string, official: string, standIn: string, script: string, changes: string[] }} BaseImage
 * @typedef {{ go: string, php: string }} BaseImageNames
 */

/** @type {Record<'go' | 'php', BaseImage>} */
const BASE_IMAGES = {
  go: {
    title: 'Go base image',
    official: 'alpine:3.20',
    standIn: 'sdp-base-go:1',
    script: 'go-base.sh',
    changes: ['ENV PATH=/bin', 'LABEL sdp.base=go'],
  },
  php: {
    title: 'PHP base image',
    official: 'php:8.3-apache',
    standIn: 'sdp-base-php:1',
    script: 'php-base.sh',
    changes: [
      'ENV PATH=/usr/local/sbin:/usr/local/bin:/usr/sbin:/usr/bin:/sbin:/bin',
      'ENV APACHE_DOCUMENT_ROOT=/var/www/html',
      'CMD ["apache2-foreground"]',
      'LABEL sdp.base=php',
    ],
  },
};

/** No progress for so long, and a registry counts as out of reach; a company's hosts are offline. */
const PULL_LIMITS = { idleMs: 15_000, deadlineMs: 300_000 };

/** Finds or makes the images that services are started from. */
export class BaseImages {
  /**
   * @param {import('./engine-api.mjs').EngineApi} engine
   * @param {import('./settings.mjs').Settings} settings
   */
  constructor(engine, { root, home, images, mayPullImages }) {
    this.engine = engine;
    this.folder = join(root, 'deploy/images');
    this.scratch = home;
    this.log = join(home, 'logs/images.log');
    this.asked = images;
    this.mayPull = mayPullImages;
  }

  /** Names of the images, or null where one is not loaded, or nobody knows since the engine does not run yet. */
  async loaded() {
    if ((await this.engine.state()) !== 'answers') return { go: null, php: null };
    const [go, php] = await Promise.all([this.find('go'), this.find('php')]);
    return { go, php };
  }

  /** @returns {Promise<import('./plan.mjs').Action[]>} none when both are loaded */
  async plan() {
    const isKnown = (await this.engine.state()) === 'answers';
    const loaded = await this.loaded();
    const missing = stacks.filter((stack) => loaded[stack] === null);
    if (missing.length === 0) return [];
    return [
      {
        rows: missing.map((stack) => ({
          what: BASE_IMAGES[stack].title,
          why: isKnown
            ? `${this.asked[stack] ?? BASE_IMAGES[stack].official} is not loaded`
            : 'services start from it; used as it is where the engine has it',
          how: this.asked[stack] ? 'load or pull' : 'load, pull, or a stand-in from packages',
        })),
        installs: false,
        run: () => this.provide(),
      },
    ];
  }

  /** @returns {Promise<BaseImageNames>} */
  async provide() {
    const { go, php } = await this.loaded();
    if (go === null || php === null) await this.loadArchives();
    return { go: await this.provideOne('go'), php: await this.provideOne('php') };
  }

  /** @param {'go' | 'php'} stack @returns {Promise<string>} */
  async provideOne(stack) {
    const loaded = await this.find(stack);
    if (loaded !== null) return loaded;

    const asked = this.asked[stack];
    const { official, standIn } = BASE_IMAGES[stack];
    if (await this.pull(asked ?? official)) return asked ?? official;
    if (asked !== null) throw new SetupError(missingImage(asked));

    await this.buildStandIn(BASE_IMAGES[stack]);
    say(
      dim(
        `  ${standIn} stands in for ${official}: made from this distribution's packages, not the official image`,
      ),
    );
    return standIn;
  }

  /** @param {'go' | 'php'} stack */
  async find(stack) {
    const asked = this.asked[stack];
    const { official, standIn } = BASE_IMAGES[stack];
    for (const name of asked === null ? [official, standIn] : [asked]) {
      if (await this.engine.hasImage(name)) return name;
    }
    return null;
  }

  /** `docker load` of everything that was put into deploy/images. */
  async loadArchives() {
    for (const name of readdirSync(this.folder).filter((file) => /\.tar(\.\w+)?$|\.tgz$/.test(file))) {
      say(dim(`  loading ${join(this.folder, name)}`));
      await this.engine.loadImages(createReadStream(join(this.folder, name)));
    }
  }

  /** @param {string} name */
  async pull(name) {
    if (!this.mayPull) return false;
    try {
      await this.engine.pullImage(name, PULL_LIMITS);
      return true;
    } catch (error) {
      say(dim(`  ${name} cannot be pulled: ${/** @type {Error} */ (error).message}`));
      return false;
    }
  }

  /** @param {BaseImage} image */
  async buildStandIn({ official, standIn, script, changes }) {
    if (!findCommand('apt-get') || !findCommand('dpkg-deb')) throw new SetupError(missingImage(official));
    if (!hasPackageLists()) {
      const update = asRoot(['apt-get', 'update']);
      if (update === null) throw new SetupError('The package lists are missing: run sudo apt-get update.');
      await run(update, { log: this.log });
    }

    // First to a file: a script that fails half-way must not leave half an image behind.
    const archive = join(this.scratch, `${script}.tar`);
    try {
      await run(['bash', '-c', '"$0" >"$1"', join(this.folder, script), archive], { log: this.log });
      await this.engine.importImage(standIn, createReadStream(archive), changes);
    } finally {
      rmSync(archive, { force: true });
    }
  }
}

/** @type {('go' | 'php')[]} */
const stacks = ['go', 'php'];

/** @param {string} name */
function missingImage(name) {
  const file = `${name.replace(/[/:]/g, '-')}.tar`;
  return (
    `The image ${name} is not loaded and cannot be had from here. On a machine that has it:\n` +
    `  docker save ${name} -o ${file}\nthen put ${file} into deploy/images and start again.`
  );
}
