import { run } from './run.js';

// As `sdp … | head` does: nobody reads on, which is no failure.
process.stdout.on('error', (error: NodeJS.ErrnoException) => process.exit(error.code === 'EPIPE' ? 0 : 1));

process.exitCode = await run(process.argv.slice(2), process.env, process.stdout, process.stderr);
