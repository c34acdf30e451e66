import { MigrationInterface, QueryRunner } from 'typeorm';

export class RouteSets1764240000000 implements MigrationInterface {
  name = 'RouteSets1764240000000';

  public async up(queryRunner: QueryRunner): Promise<void> {
    await queryRunner.query(
      `CREATE TABLE "route_override" ("sandboxId" varchar NOT NULL, "service" varchar(40) NOT NULL, "kind" varchar(10) NOT NULL, "targetSandboxId" varchar, "targetSandboxName" varchar(40), "url" varchar(2000), CONSTRAINT "FK_3699506b13e60dd2d20f5b55202" FOREIGN KEY ("sandboxId") REFERENCES "sandbox" ("id") ON DELETE CASCADE ON UPDATE NO ACTION, PRIMARY KEY ("sandboxId", "service"))`,
    );
    await queryRunner.query(
      `CREATE INDEX "overrides_to_a_sandbox" ON "route_override" ("targetSandboxId", "service") `,
    );
    await queryRunner.query(
      `CREATE TABLE "route_set" ("sandboxId" varchar NOT NULL, "revision" integer NOT NULL, "hash" varchar(64) NOT NULL, "routes" text NOT NULL, "secretNames" text NOT NULL, "createdAt" datetime NOT NULL, "createdBy" varchar(100) NOT NULL, "reason" varchar(300) NOT NULL, "adoptedFrom" varchar, CONSTRAINT "FK_37ea7ecccb5cf8257d141ff43ca" FOREIGN KEY ("sandboxId") REFERENCES "sandbox" ("id") ON DELETE CASCADE ON UPDATE NO ACTION, PRIMARY KEY ("sandboxId", "revision"))`,
    );
    await queryRunner.query(
      `CREATE TABLE "gateway_routes" ("sandboxId" varchar PRIMARY KEY NOT NULL, "deploymentId" varchar NOT NULL, "revision" integer, "targets" text NOT NULL, "since" datetime NOT NULL, CONSTRAINT "FK_95508deb38c501ab3bd16f3431c" FOREIGN KEY ("sandboxId") REFERENCES "sandbox" ("id") ON DELETE CASCADE ON UPDATE NO ACTION)`,
    );
    await queryRunner.query(
      `CREATE TABLE "route_fallback" ("sandboxId" varchar NOT NULL, "service" varchar(40) NOT NULL, "lostTarget" varchar(2000) NOT NULL, "message" varchar(300) NOT NULL, "at" datetime NOT NULL, CONSTRAINT "FK_ac3e20e7bb15e6ed09c8714f88b" FOREIGN KEY ("sandboxId") REFERENCES "sandbox" ("id") ON DELETE CASCADE ON UPDATE NO ACTION, PRIMARY KEY ("sandboxId", "service"))`,
    );
    await queryRunner.query(
      `CREATE TABLE "routed_instance" ("instanceId" varchar PRIMARY KEY NOT NULL, CONSTRAINT "FK_bf583186a9977e4115aa34b7c21" FOREIGN KEY ("instanceId") REFERENCES "service_instance" ("id") ON DELETE CASCADE ON UPDATE NO ACTION)`,
    );
  }

  public async down(queryRunner: QueryRunner): Promise<void> {
    for (const table of [
      'routed_instance',
      'route_fallback',
      'gateway_routes',
      'route_set',
      'route_override',
    ])
      await queryRunner.query(`DROP TABLE "${table}"`);
  }
}
