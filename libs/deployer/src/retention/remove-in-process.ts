import { assembleDeployer, type DeployerConfig, GoStrategy, IDLE, PhpStrategy } from '../index.js';

/** A program for tests to kill: removes from a host whatever may go, as an agent does. */
const config = JSON.parse(process.argv[2] ?? '') as DeployerConfig;
const { storekeeper } = assembleDeployer(config, [new GoStrategy(), new PhpStrategy()]);
const keeper = storekeeper(IDLE);
const removals = await keeper.plan(await keeper.survey(), { now: Date.now(), isClockTrusted: true });
process.stdout.write('ready\n');
await keeper.remove(removals, () => undefined, new AbortController().signal);
