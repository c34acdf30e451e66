import { MigrationInterface, QueryRunner } from 'typeorm';

export class Webhooks1764260000000 implements MigrationInterface {
  name = 'Webhooks1764260000000';

  public async up(queryRunner: QueryRunner): Promise<void> {
    await queryRunner.query(
      `ALTER TABLE "service_instance" ADD COLUMN "follows" boolean NOT NULL DEFAULT (0)`,
    );
    await queryRunner.query(
      `CREATE TABLE "webhook" ("id" varchar PRIMARY KEY NOT NULL, "name" varchar(60) NOT NULL, "owner" varchar(100) NOT NULL, "createdAt" datetime NOT NULL, "secret" text NOT NULL, "secretKeyId" varchar(16) NOT NULL, "secretSince" datetime NOT NULL, CONSTRAINT "UQ_ea58a5611a86e135d60ec55dae6" UNIQUE ("name"))`,
    );
    await queryRunner.query(
      `CREATE TABLE "webhook_repository" ("webhookId" varchar NOT NULL, "repository" varchar(80) NOT NULL, "fullName" varchar(200) NOT NULL, CONSTRAINT "FK_868182d430ce69497c927410393" FOREIGN KEY ("webhookId") REFERENCES "webhook" ("id") ON DELETE CASCADE ON UPDATE NO ACTION, CONSTRAINT "FK_6e796e1aa6ee816763e377b3ac3" FOREIGN KEY ("repository") REFERENCES "repository" ("name") ON DELETE NO ACTION ON UPDATE NO ACTION, PRIMARY KEY ("webhookId", "repository"))`,
    );
    await queryRunner.query(
      `CREATE TABLE "webhook_delivery" ("id" varchar PRIMARY KEY NOT NULL, "number" integer NOT NULL, "webhookId" varchar NOT NULL, "requestId" varchar(100) NOT NULL, "digest" varchar(64) NOT NULL, "eventKey" varchar(100) NOT NULL, "event" text NOT NULL, "from" varchar(60) NOT NULL, "receivedAt" datetime NOT NULL, "state" varchar(10) NOT NULL, "outcome" varchar(1000) NOT NULL, "deploymentIds" text NOT NULL, "attempts" integer NOT NULL DEFAULT (0), "dueAt" datetime NOT NULL, CONSTRAINT "UQ_9f11d2b047baefd3a80f4beb98f" UNIQUE ("number"), CONSTRAINT "FK_756f07a5beb3326ea1488192d89" FOREIGN KEY ("webhookId") REFERENCES "webhook" ("id") ON DELETE CASCADE ON UPDATE NO ACTION)`,
    );
    await queryRunner.query(`CREATE INDEX "deliveries_by_state" ON "webhook_delivery" ("state", "number") `);
    await queryRunner.query(
      `CREATE UNIQUE INDEX "one_delivery_per_body" ON "webhook_delivery" ("webhookId", "digest") `,
    );
    await queryRunner.query(
      `CREATE UNIQUE INDEX "one_delivery_per_request" ON "webhook_delivery" ("webhookId", "requestId") `,
    );
    await queryRunner.query(
      `CREATE TABLE "pull_request_rule" ("id" varchar PRIMARY KEY NOT NULL, "webhookId" varchar NOT NULL, "repository" varchar(80) NOT NULL, "owner" varchar(100) NOT NULL, "templateId" varchar NOT NULL, "branchParameter" varchar(40), "parameters" text NOT NULL, "namePattern" varchar(60) NOT NULL, "targetBranches" text NOT NULL, "ttlHours" integer, "maxSandboxes" integer NOT NULL, CONSTRAINT "one_rule_per_repository" UNIQUE ("webhookId", "repository"), CONSTRAINT "FK_947c748cb5749dbd3a0882a289e" FOREIGN KEY ("webhookId") REFERENCES "webhook" ("id") ON DELETE CASCADE ON UPDATE NO ACTION, CONSTRAINT "FK_948e9f4d144363c39e1b559c25e" FOREIGN KEY ("templateId") REFERENCES "template" ("id") ON DELETE NO ACTION ON UPDATE NO ACTION)`,
    );
    await queryRunner.query(
      `CREATE TABLE "pull_request" ("id" varchar PRIMARY KEY NOT NULL, "webhookId" varchar NOT NULL, "repository" varchar(80) NOT NULL, "fullName" varchar(200) NOT NULL, "host" varchar(10) NOT NULL, "number" integer NOT NULL, "title" varchar(500) NOT NULL, "url" varchar(500), "state" varchar(10) NOT NULL, "sourceBranch" varchar(500) NOT NULL, "sourceCommit" varchar(40) NOT NULL, "updatedAt" datetime NOT NULL, "ruleId" varchar, "sandboxId" varchar, "sandboxName" varchar(40), "orderedCommit" varchar(40), "isKept" boolean NOT NULL DEFAULT (0), "isLeaving" boolean NOT NULL DEFAULT (0), "commentId" varchar(20), CONSTRAINT "one_row_per_pull_request" UNIQUE ("webhookId", "repository", "number"), CONSTRAINT "FK_1761ba5b699859bac8361d39013" FOREIGN KEY ("webhookId") REFERENCES "webhook" ("id") ON DELETE CASCADE ON UPDATE NO ACTION)`,
    );
    await queryRunner.query(`CREATE INDEX "pull_requests_of_sandboxes" ON "pull_request" ("sandboxId") `);
    await queryRunner.query(
      `CREATE TABLE "host_report" ("pullRequestId" varchar NOT NULL, "subject" varchar(40) NOT NULL, "content" text NOT NULL, "version" integer NOT NULL, "sentVersion" integer NOT NULL DEFAULT (0), "state" varchar(10) NOT NULL, "attempts" integer NOT NULL DEFAULT (0), "dueAt" datetime NOT NULL, "problem" varchar(500), CONSTRAINT "FK_f7b9d0cbeecd0fb606d217891d3" FOREIGN KEY ("pullRequestId") REFERENCES "pull_request" ("id") ON DELETE CASCADE ON UPDATE NO ACTION, PRIMARY KEY ("pullRequestId", "subject"))`,
    );
  }

  public async down(queryRunner: QueryRunner): Promise<void> {
    for (const table of [
      'host_report',
      'pull_request',
      'pull_request_rule',
      'webhook_delivery',
      'webhook_repository',
      'webhook',
    ])
      await queryRunner.query(`DROP TABLE "${table}"`);
    await queryRunner.query(`ALTER TABLE "service_instance" DROP COLUMN "follows"`);
  }
}
