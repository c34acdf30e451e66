import { randomUUID } from 'node:crypto';
import { join } from 'node:path';
import { DataSource, type QueryRunner } from 'typeorm';

type Row = Record<string, unknown>;

const FIRST_PORT = 10_000;

/**
 * Copies the sandboxes of a control plane that is stopped until there are `wanted`: making them one by one through the
 * API would take minutes, and what is measured is how many there are, not how they came.
 */
export async function multiplySandboxes(dataFolder: string, wanted: number): Promise<void> {
  const database = join(dataFolder, 'control-plane.sqlite');
  const source = await new DataSource({ type: 'better-sqlite3', database }).initialize();
  const runner = source.createQueryRunner();
  await runner.startTransaction();
  await multiply(runner, wanted);
  await runner.commitTransaction();
  await source.destroy();
}

async function multiply(runner: QueryRunner, wanted: number): Promise<void> {
  const sandboxes = (await runner.query('SELECT * FROM sandbox')) as Row[];
  const instances = (await runner.query('SELECT * FROM service_instance')) as Row[];
  let port = Math.max(FIRST_PORT, ...instances.map(({ hostPort }) => Number(hostPort)));
  for (let index = sandboxes.length; index < wanted; index += 1) {
    const original = sandboxes[index % sandboxes.length]!;
    const id = randomUUID();
    const name = `feature-${String(index).padStart(5, '0')}`;
    await insert(runner, 'sandbox', { ...original, id, name, description: `Ticket ${index}` });
    for (const instance of instances.filter(({ sandboxId }) => sandboxId === original['id'])) {
      port += 1;
      await insert(runner, 'service_instance', { ...copy(instance), sandboxId: id, hostPort: port });
    }
  }
}

async function insert(runner: QueryRunner, table: string, row: Row): Promise<void> {
  const columns = Object.keys(row);
  const names = columns.map((column) => `"${column}"`).join(', ');
  const places = columns.map(() => '?').join(', ');
  await runner.query(`INSERT INTO ${table} (${names}) VALUES (${places})`, Object.values(row));
}

function copy(row: Row): Row {
  return { ...row, id: randomUUID() };
}
