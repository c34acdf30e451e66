import { readdirSync } from 'node:fs';
import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { dirname, join, relative } from 'node:path';
import { type DeployStrategy, type PlanContext } from './deploy-strategy.js';
import { GoStrategy } from './go-strategy.js';
import { PhpStrategy } from './php-strategy.js';
import { SourceTree } from './source-tree.js';

const EXAMPLES = join(__dirname, '../../../../examples');
const strategies: DeployStrategy[] = [new GoStrategy(), new PhpStrategy()];

function context(stack: string): PlanContext {
  return {
    image: `sdp-base-${stack}:1`,
    release: '/release',
    cache: '/cache',
    environment: { PATH: '/bin' },
    goProxy: 'off',
  };
}

/** Folders that look like a repository: those with a file of their own besides a README. */
function exampleFolders(folder: string): string[] {
  const entries = readdirSync(folder, { withFileTypes: true });
  const isRepository = entries.some((entry) => entry.isFile() && entry.name !== 'README.md');
  if (isRepository) return [folder];
  return entries
    .filter((entry) => entry.isDirectory())
    .flatMap(({ name }) => exampleFolders(join(folder, name)));
}

async function planOf(folder: string): Promise<unknown> {
  const tree = new SourceTree(folder);
  for (const strategy of strategies) {
    if (!(await strategy.detect(tree))) continue;
    const plan = await strategy.plan(tree, { service: 'example' }, context(strategy.stack));
    return JSON.parse(JSON.stringify(plan).replaceAll(folder, '/release/src'));
  }
  return 'no strategy';
}

describe('the plan of every example', () => {
  test.each(exampleFolders(EXAMPLES).map((folder) => [relative(EXAMPLES, folder), folder]))(
    '%s',
    async (_, folder) => {
      expect(await planOf(folder!)).toMatchSnapshot();
    },
  );
});

describe('a tree made for the test', () => {
  let root: string;

  beforeEach(async () => (root = await mkdtemp(join(tmpdir(), 'sdp-plan-'))));
  afterEach(() => rm(root, { recursive: true }));

  async function files(contents: Record<string, string>): Promise<SourceTree> {
    for (const [path, text] of Object.entries(contents)) {
      await mkdir(dirname(join(root, path)), { recursive: true });
      await writeFile(join(root, path), text);
    }
    return new SourceTree(root);
  }

  const goPlan = (tree: SourceTree, service = 'orders', containerPort?: number) =>
    new GoStrategy().plan(tree, { service, ...(containerPort ? { containerPort } : {}) }, context('go'));
  const phpPlan = (tree: SourceTree, containerPort?: number) =>
    new PhpStrategy().plan(tree, containerPort ? { containerPort } : {}, context('php'));
  const main = 'package main\nfunc main() {}\n';

  it('is no Go service without go.mod', async () => {
    const tree = await files({ 'main.go': main });
    expect(await new GoStrategy().detect(tree)).toBe(false);
    await expect(goPlan(tree)).rejects.toMatchObject({
      code: 'stack-mismatch',
      blame: 'app',
      message: expect.stringContaining('go.mod'),
    });
  });

  it.each([
    ['the root', { 'main.go': main }, '.'],
    ['the only folder of cmd', { 'lib.go': 'package lib\n', 'cmd/api/main.go': main }, './cmd/api'],
    [
      'the folder of cmd named after the service',
      { 'cmd/worker/main.go': main, 'cmd/orders/main.go': main },
      './cmd/orders',
    ],
    [
      'a file with a comment first',
      { 'cmd/a/a.go': '// Copyright\n\n/* package other */\npackage main // yes\n' },
      './cmd/a',
    ],
    [
      'what is no generator and no test',
      { 'gen.go': `//go:build ignore\n\n${main}`, 'x_test.go': main, 'cmd/b/b.go': main },
      './cmd/b',
    ],
  ])('finds the program in %s', async (_, contents, expected) => {
    const plan = await goPlan(await files({ 'go.mod': 'module x\n', ...contents }));
    expect(plan.builds[0]?.args.at(-1)).toBe(expected);
  });

  it.each([
    ['none', { 'lib.go': 'package lib\n' }],
    ['several, none named after the service', { 'cmd/a/a.go': main, 'cmd/b/b.go': main }],
  ])('says so when there are %s', async (_, contents) => {
    const tree = await files({ 'go.mod': 'module x\n', ...contents });
    await expect(goPlan(tree)).rejects.toMatchObject({ code: 'stack-mismatch' });
  });

  it('takes the version from go.mod, the vendor folder and the port into account', async () => {
    const tree = await files({
      'go.mod': 'module x\n\ngo 1.21.3 // comment\n\ntoolchain go1.22.0\n',
      'main.go': main,
      'vendor/modules.txt': '',
    });
    const plan = await goPlan(tree, 'orders', 9000);
    expect(plan.requirements.toolchain).toEqual({ program: 'go', minVersion: '1.21.3' });
    expect(plan.builds[0]?.env['GOFLAGS']).toBe('-mod=vendor');
    expect(plan.run).toMatchObject({ port: 9000, variables: { PORT: '9000' } });
  });

  it('asks for the extensions that composer.json requires', async () => {
    const composer = { require: { php: '^8.2', 'ext-PDO': '*', 'ext-json': '*', 'vendor/ext-no': '1' } };
    const plan = await phpPlan(await files({ 'composer.json': JSON.stringify(composer), 'index.php': '' }));
    expect(plan.requirements.phpExtensions).toEqual(['json', 'pdo']);
    expect(plan.builds).toHaveLength(1);
  });

  it('skips composer with a notice where there is no composer.json', async () => {
    const plan = await phpPlan(await files({ 'index.php': '' }));
    expect(plan).toMatchObject({ builds: [], requirements: {} });
    expect(plan.notices).toEqual([expect.stringContaining('composer install is skipped')]);
  });

  it('serves public/ where there is one, and listens on another port when told to', async () => {
    const plan = await phpPlan(await files({ 'index.php': '', 'public/index.php': '' }), 8081);
    expect(plan.run.variables).toEqual({ PORT: '8081', APACHE_DOCUMENT_ROOT: '/app/public' });
    expect(plan.files[0]?.text).toMatch(/^Listen 8081\n<VirtualHost \*:8081>/);
  });

  it.each([
    ['nothing to serve', { 'composer.json': '{}' }],
    ['a composer.json that is no JSON', { 'composer.json': '{', 'index.php': '' }],
    ['a composer.json that is no object', { 'composer.json': '[]', 'index.php': '' }],
  ])('refuses PHP with %s', async (_, contents) => {
    await expect(phpPlan(await files(contents as Record<string, string>))).rejects.toMatchObject({
      code: 'stack-mismatch',
    });
  });
});
