import { DataSource } from 'typeorm';
import { databaseOptions } from './database-options.js';

describe('The migrations', () => {
  it('make exactly the tables that the entities describe', async () => {
    const dataSource = await new DataSource(databaseOptions(':memory:')).initialize();
    const { upQueries } = await dataSource.driver.createSchemaBuilder().log();
    expect(upQueries.map(({ query }) => query)).toEqual([]);
    await dataSource.destroy();
  });

  it('can be taken back', async () => {
    const dataSource = await new DataSource(databaseOptions(':memory:')).initialize();
    for (let left = dataSource.migrations.length; left > 0; left--) await dataSource.undoLastMigration();
    const tables = await dataSource.query(`SELECT name FROM sqlite_master WHERE name = 'deployment'`);
    expect(tables).toEqual([]);
    await dataSource.destroy();
  });

  it('keep what is there already', async () => {
    const dataSource = await new DataSource(databaseOptions(':memory:')).initialize();
    for (let left = dataSource.migrations.length; left > 1; left--) await dataSource.undoLastMigration();
    for (const row of [
      `INSERT INTO agent (id, name, kind, strategies) VALUES ('a', 'micro-1', 'micro', '')`,
      `INSERT INTO sandbox (id, name, description, owner, variables, createdAt) VALUES ('s', 'checkout', '', 'ada', '{}', '')`,
      `INSERT INTO deployment (id, number, sandboxId, sandboxName, service, repository, branch, state, epoch, agentId, requestedBy, createdAt, "commit")
       VALUES ('d', 1, 's', 'checkout', 'orders', 'orders', 'main', 'succeeded', 1, 'a', 'ada', '', '{"id":"c0ffee"}')`,
      `INSERT INTO deployment_step (deploymentId, step, outcome, startedAt) VALUES ('d', 'fetch', 'ok', '')`,
    ])
      await dataSource.query(row);

    await dataSource.runMigrations();
    expect(await dataSource.query('SELECT id, kind, commitId, routes FROM deployment')).toEqual([
      { id: 'd', kind: 'deploy', commitId: 'c0ffee', routes: null },
    ]);
    expect(await dataSource.query('SELECT step FROM deployment_step')).toEqual([{ step: 'fetch' }]);
    await dataSource.destroy();
  });
});
