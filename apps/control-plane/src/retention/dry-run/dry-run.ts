import { Agent } from '../../agents/agent.entity.js';
import { agentLines, ownLines } from './dry-run-text.js';
import { planSettings, storedPlan, withStoredData } from './stored-plan.js';

/** Says what retention would remove, here and on the hosts of agents. Removes nothing. */
export async function retentionDryRun(
  dataDir: string,
  environment: NodeJS.ProcessEnv,
  print: (text: string) => void,
): Promise<void> {
  const settings = planSettings(dataDir, environment);
  const { days, perService, logShare } = settings.retention;
  await withStoredData(dataDir, async (database) => {
    print(
      `By SDP_RETENTION_DAYS=${days}, SDP_RETENTION_PER_SERVICE=${perService}, SDP_RETENTION_LOG_SHARE=${logShare}. Nothing is removed.`,
    );
    for (const line of ownLines(await storedPlan(database, settings))) print(line);
    const agents = await database.getRepository(Agent).find({ order: { name: 'ASC' } });
    for (const line of agents.flatMap(agentLines)) print(line);
  });
}
