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
    await dataSource.undoLastMigration();
    const tables = await dataSource.query(`SELECT name FROM sqlite_master WHERE name = 'deployment'`);
    expect(tables).toEqual([]);
    await dataSource.destroy();
  });
});
