import { MigrationInterface, QueryRunner } from 'typeorm';

/** The audit trail refuses to be changed in the database itself, whoever asks. */
export class UsersAndAudit1764200000000 implements MigrationInterface {
  name = 'UsersAndAudit1764200000000';

  public async up(queryRunner: QueryRunner): Promise<void> {
    for (const statement of UP) await queryRunner.query(statement);
  }

  public async down(queryRunner: QueryRunner): Promise<void> {
    for (const statement of DOWN) await queryRunner.query(statement);
  }
}

const UP = [
  `CREATE TABLE "user" ("username" varchar(100) PRIMARY KEY NOT NULL, "role" varchar(10) NOT NULL, "firstSeenAt" datetime NOT NULL, "lastSignInAt" datetime)`,
  `INSERT INTO "user" SELECT "username", 'developer', MIN("createdAt"), MAX("createdAt") FROM "session" GROUP BY "username"`,

  `CREATE TABLE "audit_entry" ("number" integer PRIMARY KEY AUTOINCREMENT NOT NULL, "at" datetime NOT NULL, "actor" varchar(120) NOT NULL, "from" varchar(64), "action" varchar(60) NOT NULL, "subject" varchar(300) NOT NULL, "sandboxId" varchar, "summary" text NOT NULL, "details" text NOT NULL)`,
  ...['at', 'actor', 'action', 'sandboxId'].map(
    (column) => `CREATE INDEX "IDX_audit_entry_${column}" ON "audit_entry" ("${column}")`,
  ),
  refusing('UPDATE', '1'),
  refusing('DELETE', '1'),
  refusing('INSERT', `EXISTS (SELECT 1 FROM "audit_entry" WHERE "number" = NEW."number")`),

  `ALTER TABLE "agent" ADD COLUMN "configuredName" varchar(40)`,
  `ALTER TABLE "agent" ADD COLUMN "configuredTokenHash" varchar(64)`,
  `ALTER TABLE "agent" ADD COLUMN "images" text`,
  `ALTER TABLE "agent" ADD COLUMN "switch" text`,
  `ALTER TABLE "agent" ADD COLUMN "disk" text`,
  `UPDATE "agent" SET "configuredName" = "name", "configuredTokenHash" = "tokenHash" WHERE "tokenHash" IS NOT NULL`,
];

const DOWN = [
  ...['disk', 'switch', 'images', 'configuredTokenHash', 'configuredName'].map(
    (column) => `ALTER TABLE "agent" DROP COLUMN "${column}"`,
  ),
  `DROP TABLE "audit_entry"`,
  `DROP TABLE "user"`,
];

/** An INSERT with the number of a row that is there would replace it. */
function refusing(what: 'UPDATE' | 'DELETE' | 'INSERT', when: string): string {
  return `CREATE TRIGGER "audit_entry_refuses_${what.toLowerCase()}" BEFORE ${what} ON "audit_entry" WHEN ${when} BEGIN SELECT RAISE(ABORT, 'The audit trail is append-only'); END`;
}
