import { chmod } from 'node:fs/promises';
import { fileURLToPath } from 'node:url';
import { build } from 'esbuild';

/** The whole command line as one file, which any Node from 22.12 on runs. */
const place = (/** @type {string} */ path) => fileURLToPath(new URL(path, import.meta.url));
const outfile = place('../../dist/apps/cli/sdp.mjs');

await build({
  entryPoints: [place('src/main.ts')],
  outfile,
  bundle: true,
  platform: 'node',
  format: 'esm',
  target: 'node22',
  tsconfig: place('tsconfig.app.json'),
  banner: {
    // Packages in CommonJS call `require`, which a module does not have.
    js: "#!/usr/bin/env node\nimport { createRequire } from 'node:module';\nconst require = createRequire(import.meta.url);",
  },
  // Optional accelerators of ws.
  external: ['bufferutil', 'utf-8-validate'],
  legalComments: 'inline',
  logLevel: 'warning',
});
await chmod(outfile, 0o755);
