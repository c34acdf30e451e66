#!/usr/bin/env node
// npm run screenshots [folder]: sets the machine up as npm test does, then photographs every page of the admin.
import { browserTool } from './setup/packages.mjs';
import { runPrepared } from './setup/prepared-run.mjs';

await runPrepared('npm run screenshots', 'docs/screenshots.ts', [browserTool()]);
