import { MigrationInterface, QueryRunner } from 'typeorm';

export class Templates1764230000000 implements MigrationInterface {
  name = 'Templates1764230000000';

  public async up(queryRunner: QueryRunner): Promise<void> {
    await queryRunner.query(
      `CREATE TABLE "template" ("id" varchar PRIMARY KEY NOT NULL, "name" varchar(60) NOT NULL, "owner" varchar(100) NOT NULL, "version" integer NOT NULL, "createdAt" datetime NOT NULL, "updatedAt" datetime NOT NULL, "deletedAt" datetime)`,
    );
    await queryRunner.query(
      `CREATE UNIQUE INDEX "one_living_template_per_name" ON "template" ("name") WHERE "deletedAt" IS NULL`,
    );
    await queryRunner.query(
      `CREATE TABLE "template_version" ("templateId" varchar NOT NULL, "version" integer NOT NULL, "content" text NOT NULL, "environmentId" varchar, "note" varchar(200) NOT NULL, "createdBy" varchar(100) NOT NULL, "createdAt" datetime NOT NULL, CONSTRAINT "FK_9356798d3abe182a9541304f3c1" FOREIGN KEY ("templateId") REFERENCES "template" ("id") ON DELETE NO ACTION ON UPDATE NO ACTION, PRIMARY KEY ("templateId", "version"))`,
    );
    await queryRunner.query(
      `CREATE INDEX "IDX_c3fc438894a1fdc0c19ff86115" ON "template_version" ("environmentId") `,
    );
  }

  public async down(queryRunner: QueryRunner): Promise<void> {
    await queryRunner.query(`DROP TABLE "template_version"`);
    await queryRunner.query(`DROP TABLE "template"`);
  }
}
