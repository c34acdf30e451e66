import { runAgent } from '@sdp/agent';
import { runPortSwitch } from '@sdp/deployer';
import { AppModule } from './app.module.js';

const [, , command, ...rest] = process.argv;
if (command === 'port-switch') await runPortSwitch(rest);
else await runAgent(AppModule);
