import { MigrationInterface, QueryRunner } from 'typeorm';

/** Column and type, by table; each is added, since making a table anew takes along what refers to it. */
const COLUMNS: Readonly<Record<string, readonly (readonly [string, string])[]>> = {
  sandbox: [
    ['labels', `text NOT NULL DEFAULT ('{}')`],
    ['environmentId', 'varchar'],
    ['expiresAt', 'datetime'],
    ['warnedAt', 'datetime'],
    ['holdBy', 'varchar(100)'],
    ['holdReason', 'varchar(500)'],
    ['holdSince', 'datetime'],
    ['holdUntil', 'datetime'],
    ['isStopped', 'boolean NOT NULL DEFAULT (0)'],
    ['templateId', 'varchar'],
    ['templateVersion', 'integer'],
    ['templateParameters', 'text'],
  ],
  service_instance: [
    ['limits', `text NOT NULL DEFAULT ('{}')`],
    ['dependsOn', `text NOT NULL DEFAULT ('[]')`],
    ['pendingCommand', 'varchar(10)'],
    ['lastLines', `text NOT NULL DEFAULT ('[]')`],
    ['releases', `text NOT NULL DEFAULT ('[]')`],
  ],
  deployment: [
    ['kind', `varchar(10) NOT NULL DEFAULT ('deploy')`],
    ['commitId', 'varchar(40)'],
    ['releaseOf', 'varchar'],
    ['routeRevision', 'integer'],
    ['groupId', 'varchar'],
    ['dependsOn', `text NOT NULL DEFAULT ('[]')`],
    ['goesAfter', `text NOT NULL DEFAULT ('[]')`],
    ['needsCredentials', 'boolean NOT NULL DEFAULT (1)'],
    ['isParked', 'boolean NOT NULL DEFAULT (0)'],
    ['countsFrom', 'datetime'],
  ],
};

export class SandboxLife1764220000000 implements MigrationInterface {
  name = 'SandboxLife1764220000000';

  public async up(queryRunner: QueryRunner): Promise<void> {
    for (const [table, columns] of Object.entries(COLUMNS))
      for (const [column, type] of columns)
        await queryRunner.query(`ALTER TABLE "${table}" ADD COLUMN "${column}" ${type}`);
    // Who may do what with a sandbox is asked of the sandbox.
    await queryRunner.query(`ALTER TABLE "deployment" DROP COLUMN "sandboxOwner"`);
    await queryRunner.query(`UPDATE "deployment" SET "commitId" = json_extract("commit", '$.id')`);
    await queryRunner.query(
      `CREATE INDEX "deployments_of_a_commit" ON "deployment" ("agentId", "repository", "commitId") `,
    );
    await queryRunner.query(`CREATE INDEX "deployments_of_a_group" ON "deployment" ("groupId") `);
    await queryRunner.query(
      `CREATE TABLE "sandbox_share" ("sandboxId" varchar NOT NULL, "username" varchar(100) NOT NULL, CONSTRAINT "FK_2d24531f4d6b62bda4ac560e1d8" FOREIGN KEY ("sandboxId") REFERENCES "sandbox" ("id") ON DELETE CASCADE ON UPDATE NO ACTION, PRIMARY KEY ("sandboxId", "username"))`,
    );
    await queryRunner.query(
      `CREATE TABLE "deployment_group" ("id" varchar PRIMARY KEY NOT NULL, "sandboxId" varchar NOT NULL, "requestedBy" varchar(100) NOT NULL, "createdAt" datetime NOT NULL, "finishedAt" datetime, "state" varchar(10) NOT NULL, "isCanceled" boolean NOT NULL DEFAULT (0), CONSTRAINT "FK_8ce9c70b1e1ec1dd7764d796a4e" FOREIGN KEY ("sandboxId") REFERENCES "sandbox" ("id") ON DELETE NO ACTION ON UPDATE NO ACTION)`,
    );
    await queryRunner.query(
      `CREATE INDEX "IDX_8ce9c70b1e1ec1dd7764d796a4" ON "deployment_group" ("sandboxId") `,
    );
  }

  public async down(queryRunner: QueryRunner): Promise<void> {
    await queryRunner.query(`DROP TABLE "deployment_group"`);
    await queryRunner.query(`DROP TABLE "sandbox_share"`);
    await queryRunner.query(`DROP INDEX "deployments_of_a_group"`);
    await queryRunner.query(`DROP INDEX "deployments_of_a_commit"`);
    await queryRunner.query(
      `ALTER TABLE "deployment" ADD COLUMN "sandboxOwner" varchar(100) NOT NULL DEFAULT ('')`,
    );
    await queryRunner.query(
      `UPDATE "deployment" SET "sandboxOwner" = (SELECT "owner" FROM "sandbox" WHERE "sandbox"."id" = "deployment"."sandboxId")`,
    );
    for (const [table, columns] of Object.entries(COLUMNS))
      for (const [column] of columns)
        await queryRunner.query(`ALTER TABLE "${table}" DROP COLUMN "${column}"`);
  }
}
