import { MigrationInterface, QueryRunner } from 'typeorm';

export class Environments1764210000000 implements MigrationInterface {
  name = 'Environments1764210000000';

  public async up(queryRunner: QueryRunner): Promise<void> {
    await queryRunner.query(
      `CREATE TABLE "environment" ("id" varchar PRIMARY KEY NOT NULL, "name" varchar(60) NOT NULL, "description" varchar(500) NOT NULL, "owner" varchar(100) NOT NULL, "version" integer NOT NULL, "createdAt" datetime NOT NULL, "updatedAt" datetime NOT NULL, CONSTRAINT "UQ_3d5ffacb147fc8370a045cc24d5" UNIQUE ("name"))`,
    );
    await queryRunner.query(
      `CREATE TABLE "environment_value" ("environmentId" varchar NOT NULL, "name" varchar(120) NOT NULL, "since" integer NOT NULL, "until" integer, "value" text NOT NULL, "keyId" varchar(16), CONSTRAINT "FK_ad94ea4acc84f86e3db40ef1928" FOREIGN KEY ("environmentId") REFERENCES "environment" ("id") ON DELETE CASCADE ON UPDATE NO ACTION, PRIMARY KEY ("environmentId", "name", "since"))`,
    );
    await queryRunner.query(
      `CREATE INDEX "IDX_ddf3d8c76ea56deeafe804339c" ON "environment_value" ("keyId") `,
    );
    await queryRunner.query(
      `CREATE INDEX "IDX_153d37df2ea1359b08dd978010" ON "environment_value" ("environmentId", "until") `,
    );
    await queryRunner.query(
      `CREATE TABLE "environment_version" ("environmentId" varchar NOT NULL, "version" integer NOT NULL, "changedAt" datetime NOT NULL, "changedBy" varchar(100) NOT NULL, "added" text NOT NULL, "changed" text NOT NULL, "removed" text NOT NULL, "note" varchar(200) NOT NULL, CONSTRAINT "FK_766bbe8597503776e41df6be761" FOREIGN KEY ("environmentId") REFERENCES "environment" ("id") ON DELETE CASCADE ON UPDATE NO ACTION, PRIMARY KEY ("environmentId", "version"))`,
    );
  }

  public async down(queryRunner: QueryRunner): Promise<void> {
    await queryRunner.query(`DROP TABLE "environment_version"`);
    await queryRunner.query(`DROP TABLE "environment_value"`);
    await queryRunner.query(`DROP TABLE "environment"`);
  }
}
