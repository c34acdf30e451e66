import { DataSource } from 'typeorm';
import { databaseOptions } from './database-options.js';

/** For TypeORM's command line only: the schema after all migrations, in memory, to compare the entities with. */
export default new DataSource(databaseOptions(':memory:'));
