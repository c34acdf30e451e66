import { MigrationInterface, QueryRunner } from 'typeorm';

export class Initial1764000000000 implements MigrationInterface {
  name = 'Initial1764000000000';

  public async up(queryRunner: QueryRunner): Promise<void> {
    await queryRunner.query(
      `CREATE TABLE "agent" ("id" varchar PRIMARY KEY NOT NULL, "name" varchar(40) NOT NULL, "kind" varchar(10) NOT NULL, "tokenHash" varchar(64), "version" varchar(40), "address" varchar(255), "portFrom" integer, "portTo" integer, "capacity" integer, "strategies" text NOT NULL, "noSchedule" boolean NOT NULL DEFAULT (0), "lastContactAt" datetime, CONSTRAINT "UQ_9a9b77c86fb1156b826d1b93c2a" UNIQUE ("name"))`,
    );
    await queryRunner.query(
      `CREATE TABLE "session" ("id" varchar PRIMARY KEY NOT NULL, "tokenHash" varchar(64) NOT NULL, "username" varchar(100) NOT NULL, "sealedCredentials" text NOT NULL, "createdAt" datetime NOT NULL, "expiresAt" datetime NOT NULL, CONSTRAINT "UQ_ff3b5bfd0767bd32942e5ccaad0" UNIQUE ("tokenHash"))`,
    );
    await queryRunner.query(`CREATE INDEX "IDX_5d97cf9773002b16861b4bb8ae" ON "session" ("expiresAt") `);
  }

  public async down(queryRunner: QueryRunner): Promise<void> {
    await queryRunner.query(`DROP INDEX "IDX_5d97cf9773002b16861b4bb8ae"`);
    await queryRunner.query(`DROP TABLE "session"`);
    await queryRunner.query(`DROP TABLE "agent"`);
  }
}
