#!/usr/bin/env node
// npm run bench [name …]: sets the machine up as npm test does, then prints the figures.
import { browserTool, TOOLS } from './setup/packages.mjs';
import { runPrepared } from './setup/prepared-run.mjs';

await runPrepared('npm run bench', 'bench/run.ts', [TOOLS.wrk, browserTool()]);
