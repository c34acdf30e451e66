import { MigrationInterface, QueryRunner } from 'typeorm';

/** Column and type, by table. */
const COLUMNS: Readonly<Record<string, readonly (readonly [string, string])[]>> = {
  session: [
    ['from', 'varchar(64)'],
    ['userAgent', 'varchar(300)'],
    ['lastSeenAt', 'datetime'],
  ],
  audit_entry: [['token', 'varchar(60)']],
};

export class AccessTokens1764251000000 implements MigrationInterface {
  name = 'AccessTokens1764251000000';

  public async up(queryRunner: QueryRunner): Promise<void> {
    for (const [table, columns] of Object.entries(COLUMNS))
      for (const [column, type] of columns)
        await queryRunner.query(`ALTER TABLE "${table}" ADD COLUMN "${column}" ${type}`);
    await queryRunner.query(
      `CREATE TABLE "access_token" ("id" varchar PRIMARY KEY NOT NULL, "tokenHash" varchar(64) NOT NULL, "username" varchar(100) NOT NULL, "name" varchar(60) NOT NULL, "scopes" text NOT NULL, "sealedCredentials" text, "createdAt" datetime NOT NULL, "expiresAt" datetime NOT NULL, "lastUsedAt" datetime, "lastUsedFrom" varchar(64), "endedBy" varchar(20), CONSTRAINT "UQ_access_token_tokenHash" UNIQUE ("tokenHash"))`,
    );
    await queryRunner.query(`CREATE INDEX "IDX_access_token_expiresAt" ON "access_token" ("expiresAt") `);
    await queryRunner.query(
      `CREATE UNIQUE INDEX "tokens_of_a_person" ON "access_token" ("username", "name") `,
    );
  }

  public async down(queryRunner: QueryRunner): Promise<void> {
    await queryRunner.query(`DROP TABLE "access_token"`);
    for (const [table, columns] of Object.entries(COLUMNS))
      for (const [column] of columns)
        await queryRunner.query(`ALTER TABLE "${table}" DROP COLUMN "${column}"`);
  }
}
