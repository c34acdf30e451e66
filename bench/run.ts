import { cpus, totalmem } from 'node:os';
import { benchLighthouse } from './lighthouse.js';
import { benchAdminLists } from './admin-lists.js';
import { benchLogView } from './log-view.js';
import { benchLogs } from './logs.js';
import { benchPushes } from './pushes.js';
import { benchRedeploy } from './redeploy.js';
import { row } from './figures.js';
import { StolenTime } from './stolen-time.js';
import { benchSwitch } from './switch.js';

const BENCHES: Record<string, () => Promise<void>> = {
  redeploy: benchRedeploy,
  logs: benchLogs,
  'log-view': benchLogView,
  pushes: benchPushes,
  switch: benchSwitch,
  lighthouse: benchLighthouse,
  'admin-lists': benchAdminLists,
};

/** Less makes no difference to what is measured. */
const WORTH_SAYING = 0.01;

const chosen = process.argv.slice(2);
const unknown = chosen.filter((name) => !(name in BENCHES));
if (unknown.length > 0) {
  console.error(`No bench is called ${unknown.join(', ')}. There are: ${Object.keys(BENCHES).join(', ')}.`);
  process.exit(2);
}
console.log(
  `${cpus().length} × ${cpus()[0]?.model ?? 'unknown processor'}, ${Math.round(totalmem() / 2 ** 30)} GiB, Node ${process.version}`,
);
const stolen = new StolenTime();
for (const [name, bench] of Object.entries(BENCHES)) {
  if (chosen.length > 0 && !chosen.includes(name)) continue;
  await bench();
  const share = stolen.share();
  if (share >= WORTH_SAYING) row('processor time given to other machines', `${Math.round(share * 100)} %`);
}
