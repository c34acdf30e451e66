import { makePackages } from './test-packages.js';

makePackages(process.argv[2]!).catch((error: unknown) => {
  console.error(error);
  process.exitCode = 1;
});
