/** A folder of the checkout and where its files go in the archive. */
export interface Folder {
  readonly from: string;
  readonly to: string;
}

/** How the check after the build sees that a program works. */
export type SignOfLife = 'answers-health' | 'greets-control-plane' | 'tells-version';

/** What the archive has as one file, `app/main.mjs`, beside a Node of its own. */
export interface Program {
  /** Where it begins: what `nest build` compiled, or a source without decorators. */
  readonly entry: string;
  /** npm packages that go along as they are: their native addon or files are found by path. */
  readonly packages: readonly string[];
  /** Scripts of `deploy/package/commands` that lie beside its Node. */
  readonly commands?: readonly string[];
  readonly signOfLife: SignOfLife;
}

/** One archive. */
export interface Component {
  readonly name: string;
  /** npm script that compiles it. */
  readonly script: 'build:server' | 'build:cli' | 'build:admin';
  readonly program?: Program;
  readonly folders: readonly Folder[];
}

const units = (component: string): Folder => ({ from: `deploy/systemd/${component}`, to: 'systemd' });

export const COMPONENTS: readonly Component[] = [
  {
    name: 'control-plane',
    script: 'build:server',
    program: {
      entry: 'dist/apps/control-plane/main.js',
      packages: ['better-sqlite3', 'swagger-ui-dist'],
      commands: ['sdp-admin'],
      signOfLife: 'answers-health',
    },
    folders: [units('control-plane')],
  },
  {
    name: 'agent-micro',
    script: 'build:server',
    program: {
      entry: 'dist/apps/agent-micro/main.js',
      packages: [],
      signOfLife: 'greets-control-plane',
    },
    folders: [units('agent-micro')],
  },
  {
    name: 'agent-gateway',
    script: 'build:server',
    program: {
      entry: 'dist/apps/agent-gateway/main.js',
      packages: [],
      signOfLife: 'greets-control-plane',
    },
    folders: [units('agent-gateway'), { from: 'nginx/switch', to: 'app/nginx/switch' }],
  },
  {
    name: 'cli',
    script: 'build:cli',
    program: {
      entry: 'apps/cli/src/main.ts',
      packages: [],
      commands: ['sdp'],
      signOfLife: 'tells-version',
    },
    folders: [],
  },
  {
    name: 'admin',
    script: 'build:admin',
    folders: [{ from: 'dist/apps/admin/browser', to: 'browser' }],
  },
];

/** The file's name says what is in it and for what machine. */
export function archiveName({ name }: Pick<Component, 'name'>, version: string): string {
  return `sdp-${name}-${version}-linux-amd64.tar.gz`;
}
