import { makePackages } from './test-packages.js';

await makePackages(process.argv[2]!);
