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
    await queryRunner.query(
      `CREATE TABLE "deployment_step" ("deploymentId" varchar NOT NULL, "step" varchar(12) NOT NULL, "outcome" varchar(8) NOT NULL, "startedAt" datetime NOT NULL, "durationMs" integer, PRIMARY KEY ("deploymentId", "step"))`,
    );
    await queryRunner.query(
      `CREATE TABLE "deployment" ("id" varchar PRIMARY KEY NOT NULL, "number" integer NOT NULL, "sandboxId" varchar NOT NULL, "sandboxName" varchar(40) NOT NULL, "service" varchar(40) NOT NULL, "repository" varchar(80) NOT NULL, "branch" varchar(200) NOT NULL, "pinnedCommit" varchar(40), "commit" text, "state" varchar(12) NOT NULL, "epoch" integer NOT NULL, "agentId" varchar NOT NULL, "requestedBy" varchar(100) NOT NULL, "createdAt" datetime NOT NULL, "finishedAt" datetime, "durationMs" integer, "error" text, "retryOf" varchar, "cancelReason" varchar(12), "lastSeq" integer NOT NULL DEFAULT (0), "finalLogBytes" integer, CONSTRAINT "UQ_8a0f28672bcc895fbfc272079f4" UNIQUE ("number"))`,
    );
    await queryRunner.query(
      `CREATE UNIQUE INDEX "one_active_deployment_per_instance" ON "deployment" ("sandboxId", "service") WHERE "state" IN ('dispatched', 'fetching', 'building', 'starting', 'verifying')`,
    );
    await queryRunner.query(
      `CREATE INDEX "IDX_15bd2e4d114f161f87d9bf61af" ON "deployment" ("sandboxId", "service", "number") `,
    );
    await queryRunner.query(
      `CREATE INDEX "IDX_85501356450b41f9fc9700d621" ON "deployment" ("agentId", "state") `,
    );
    await queryRunner.query(
      `CREATE TABLE "announcement" ("repository" varchar(80) NOT NULL, "agentId" varchar NOT NULL, PRIMARY KEY ("repository", "agentId"))`,
    );
    await queryRunner.query(`CREATE INDEX "IDX_9bdb971037d941558e23c8aaa2" ON "announcement" ("agentId") `);
    await queryRunner.query(
      `CREATE TABLE "repository" ("name" varchar(80) PRIMARY KEY NOT NULL, "url" varchar(2000) NOT NULL, "stack" varchar(10) NOT NULL, "defaultBranch" varchar(200) NOT NULL)`,
    );
    await queryRunner.query(
      `CREATE TABLE "sandbox" ("id" varchar PRIMARY KEY NOT NULL, "name" varchar(40) NOT NULL, "description" varchar(500) NOT NULL, "owner" varchar(100) NOT NULL, "variables" text NOT NULL, "lastEpoch" integer NOT NULL DEFAULT (0), "createdAt" datetime NOT NULL, "deletingSince" datetime, CONSTRAINT "UQ_51df12b7de8e0aef2e9eef2b300" UNIQUE ("name"))`,
    );
    await queryRunner.query(
      `CREATE TABLE "service_instance" ("id" varchar PRIMARY KEY NOT NULL, "sandboxId" varchar NOT NULL, "name" varchar(40) NOT NULL, "repository" varchar(80) NOT NULL, "branch" varchar(200) NOT NULL, "pinnedCommit" varchar(40), "agentId" varchar NOT NULL, "hostPort" integer NOT NULL, "containerPort" integer, "healthPath" varchar(500), "variables" text NOT NULL, "epoch" integer NOT NULL, "desired" varchar(10) NOT NULL, "observed" varchar(10) NOT NULL, "exitCode" integer, "runningDeploymentId" varchar, CONSTRAINT "one_instance_per_port" UNIQUE ("agentId", "hostPort"), CONSTRAINT "one_instance_per_name" UNIQUE ("sandboxId", "name"))`,
    );
    await queryRunner.query(
      `CREATE TABLE "temporary_deployment_step" ("deploymentId" varchar NOT NULL, "step" varchar(12) NOT NULL, "outcome" varchar(8) NOT NULL, "startedAt" datetime NOT NULL, "durationMs" integer, CONSTRAINT "FK_5c50f0c6576eeb8532c1f284bde" FOREIGN KEY ("deploymentId") REFERENCES "deployment" ("id") ON DELETE CASCADE ON UPDATE NO ACTION, PRIMARY KEY ("deploymentId", "step"))`,
    );
    await queryRunner.query(
      `INSERT INTO "temporary_deployment_step"("deploymentId", "step", "outcome", "startedAt", "durationMs") SELECT "deploymentId", "step", "outcome", "startedAt", "durationMs" FROM "deployment_step"`,
    );
    await queryRunner.query(`DROP TABLE "deployment_step"`);
    await queryRunner.query(`ALTER TABLE "temporary_deployment_step" RENAME TO "deployment_step"`);
    await queryRunner.query(`DROP INDEX "one_active_deployment_per_instance"`);
    await queryRunner.query(`DROP INDEX "IDX_15bd2e4d114f161f87d9bf61af"`);
    await queryRunner.query(`DROP INDEX "IDX_85501356450b41f9fc9700d621"`);
    await queryRunner.query(
      `CREATE TABLE "temporary_deployment" ("id" varchar PRIMARY KEY NOT NULL, "number" integer NOT NULL, "sandboxId" varchar NOT NULL, "sandboxName" varchar(40) NOT NULL, "service" varchar(40) NOT NULL, "repository" varchar(80) NOT NULL, "branch" varchar(200) NOT NULL, "pinnedCommit" varchar(40), "commit" text, "state" varchar(12) NOT NULL, "epoch" integer NOT NULL, "agentId" varchar NOT NULL, "requestedBy" varchar(100) NOT NULL, "createdAt" datetime NOT NULL, "finishedAt" datetime, "durationMs" integer, "error" text, "retryOf" varchar, "cancelReason" varchar(12), "lastSeq" integer NOT NULL DEFAULT (0), "finalLogBytes" integer, CONSTRAINT "UQ_8a0f28672bcc895fbfc272079f4" UNIQUE ("number"), CONSTRAINT "FK_295487d9e89208f90f62d48f57a" FOREIGN KEY ("sandboxId") REFERENCES "sandbox" ("id") ON DELETE NO ACTION ON UPDATE NO ACTION, CONSTRAINT "FK_a24a6ff6060be4cbc69027ba1f0" FOREIGN KEY ("agentId") REFERENCES "agent" ("id") ON DELETE NO ACTION ON UPDATE NO ACTION)`,
    );
    await queryRunner.query(
      `INSERT INTO "temporary_deployment"("id", "number", "sandboxId", "sandboxName", "service", "repository", "branch", "pinnedCommit", "commit", "state", "epoch", "agentId", "requestedBy", "createdAt", "finishedAt", "durationMs", "error", "retryOf", "cancelReason", "lastSeq", "finalLogBytes") SELECT "id", "number", "sandboxId", "sandboxName", "service", "repository", "branch", "pinnedCommit", "commit", "state", "epoch", "agentId", "requestedBy", "createdAt", "finishedAt", "durationMs", "error", "retryOf", "cancelReason", "lastSeq", "finalLogBytes" FROM "deployment"`,
    );
    await queryRunner.query(`DROP TABLE "deployment"`);
    await queryRunner.query(`ALTER TABLE "temporary_deployment" RENAME TO "deployment"`);
    await queryRunner.query(
      `CREATE UNIQUE INDEX "one_active_deployment_per_instance" ON "deployment" ("sandboxId", "service") WHERE "state" IN ('dispatched', 'fetching', 'building', 'starting', 'verifying')`,
    );
    await queryRunner.query(
      `CREATE INDEX "IDX_15bd2e4d114f161f87d9bf61af" ON "deployment" ("sandboxId", "service", "number") `,
    );
    await queryRunner.query(
      `CREATE INDEX "IDX_85501356450b41f9fc9700d621" ON "deployment" ("agentId", "state") `,
    );
    await queryRunner.query(`DROP INDEX "IDX_9bdb971037d941558e23c8aaa2"`);
    await queryRunner.query(
      `CREATE TABLE "temporary_announcement" ("repository" varchar(80) NOT NULL, "agentId" varchar NOT NULL, CONSTRAINT "FK_17c2ee7aaaf5cff7cab40289b65" FOREIGN KEY ("repository") REFERENCES "repository" ("name") ON DELETE CASCADE ON UPDATE NO ACTION, CONSTRAINT "FK_9bdb971037d941558e23c8aaa26" FOREIGN KEY ("agentId") REFERENCES "agent" ("id") ON DELETE CASCADE ON UPDATE NO ACTION, PRIMARY KEY ("repository", "agentId"))`,
    );
    await queryRunner.query(
      `INSERT INTO "temporary_announcement"("repository", "agentId") SELECT "repository", "agentId" FROM "announcement"`,
    );
    await queryRunner.query(`DROP TABLE "announcement"`);
    await queryRunner.query(`ALTER TABLE "temporary_announcement" RENAME TO "announcement"`);
    await queryRunner.query(`CREATE INDEX "IDX_9bdb971037d941558e23c8aaa2" ON "announcement" ("agentId") `);
    await queryRunner.query(
      `CREATE TABLE "temporary_service_instance" ("id" varchar PRIMARY KEY NOT NULL, "sandboxId" varchar NOT NULL, "name" varchar(40) NOT NULL, "repository" varchar(80) NOT NULL, "branch" varchar(200) NOT NULL, "pinnedCommit" varchar(40), "agentId" varchar NOT NULL, "hostPort" integer NOT NULL, "containerPort" integer, "healthPath" varchar(500), "variables" text NOT NULL, "epoch" integer NOT NULL, "desired" varchar(10) NOT NULL, "observed" varchar(10) NOT NULL, "exitCode" integer, "runningDeploymentId" varchar, CONSTRAINT "one_instance_per_port" UNIQUE ("agentId", "hostPort"), CONSTRAINT "one_instance_per_name" UNIQUE ("sandboxId", "name"), CONSTRAINT "FK_1ae5d954596ca9a3ccfddbda889" FOREIGN KEY ("sandboxId") REFERENCES "sandbox" ("id") ON DELETE NO ACTION ON UPDATE NO ACTION, CONSTRAINT "FK_6bb98e9677a82eb4201964b7ee4" FOREIGN KEY ("repository") REFERENCES "repository" ("name") ON DELETE NO ACTION ON UPDATE NO ACTION, CONSTRAINT "FK_bbdbd15c5ab0618f487527f5b53" FOREIGN KEY ("agentId") REFERENCES "agent" ("id") ON DELETE NO ACTION ON UPDATE NO ACTION)`,
    );
    await queryRunner.query(
      `INSERT INTO "temporary_service_instance"("id", "sandboxId", "name", "repository", "branch", "pinnedCommit", "agentId", "hostPort", "containerPort", "healthPath", "variables", "epoch", "desired", "observed", "exitCode", "runningDeploymentId") SELECT "id", "sandboxId", "name", "repository", "branch", "pinnedCommit", "agentId", "hostPort", "containerPort", "healthPath", "variables", "epoch", "desired", "observed", "exitCode", "runningDeploymentId" FROM "service_instance"`,
    );
    await queryRunner.query(`DROP TABLE "service_instance"`);
    await queryRunner.query(`ALTER TABLE "temporary_service_instance" RENAME TO "service_instance"`);
  }

  public async down(queryRunner: QueryRunner): Promise<void> {
    await queryRunner.query(`ALTER TABLE "service_instance" RENAME TO "temporary_service_instance"`);
    await queryRunner.query(
      `CREATE TABLE "service_instance" ("id" varchar PRIMARY KEY NOT NULL, "sandboxId" varchar NOT NULL, "name" varchar(40) NOT NULL, "repository" varchar(80) NOT NULL, "branch" varchar(200) NOT NULL, "pinnedCommit" varchar(40), "agentId" varchar NOT NULL, "hostPort" integer NOT NULL, "containerPort" integer, "healthPath" varchar(500), "variables" text NOT NULL, "epoch" integer NOT NULL, "desired" varchar(10) NOT NULL, "observed" varchar(10) NOT NULL, "exitCode" integer, "runningDeploymentId" varchar, CONSTRAINT "one_instance_per_port" UNIQUE ("agentId", "hostPort"), CONSTRAINT "one_instance_per_name" UNIQUE ("sandboxId", "name"))`,
    );
    await queryRunner.query(
      `INSERT INTO "service_instance"("id", "sandboxId", "name", "repository", "branch", "pinnedCommit", "agentId", "hostPort", "containerPort", "healthPath", "variables", "epoch", "desired", "observed", "exitCode", "runningDeploymentId") SELECT "id", "sandboxId", "name", "repository", "branch", "pinnedCommit", "agentId", "hostPort", "containerPort", "healthPath", "variables", "epoch", "desired", "observed", "exitCode", "runningDeploymentId" FROM "temporary_service_instance"`,
    );
    await queryRunner.query(`DROP TABLE "temporary_service_instance"`);
    await queryRunner.query(`DROP INDEX "IDX_9bdb971037d941558e23c8aaa2"`);
    await queryRunner.query(`ALTER TABLE "announcement" RENAME TO "temporary_announcement"`);
    await queryRunner.query(
      `CREATE TABLE "announcement" ("repository" varchar(80) NOT NULL, "agentId" varchar NOT NULL, PRIMARY KEY ("repository", "agentId"))`,
    );
    await queryRunner.query(
      `INSERT INTO "announcement"("repository", "agentId") SELECT "repository", "agentId" FROM "temporary_announcement"`,
    );
    await queryRunner.query(`DROP TABLE "temporary_announcement"`);
    await queryRunner.query(`CREATE INDEX "IDX_9bdb971037d941558e23c8aaa2" ON "announcement" ("agentId") `);
    await queryRunner.query(`DROP INDEX "IDX_85501356450b41f9fc9700d621"`);
    await queryRunner.query(`DROP INDEX "IDX_15bd2e4d114f161f87d9bf61af"`);
    await queryRunner.query(`DROP INDEX "one_active_deployment_per_instance"`);
    await queryRunner.query(`ALTER TABLE "deployment" RENAME TO "temporary_deployment"`);
    await queryRunner.query(
      `CREATE TABLE "deployment" ("id" varchar PRIMARY KEY NOT NULL, "number" integer NOT NULL, "sandboxId" varchar NOT NULL, "sandboxName" varchar(40) NOT NULL, "service" varchar(40) NOT NULL, "repository" varchar(80) NOT NULL, "branch" varchar(200) NOT NULL, "pinnedCommit" varchar(40), "commit" text, "state" varchar(12) NOT NULL, "epoch" integer NOT NULL, "agentId" varchar NOT NULL, "requestedBy" varchar(100) NOT NULL, "createdAt" datetime NOT NULL, "finishedAt" datetime, "durationMs" integer, "error" text, "retryOf" varchar, "cancelReason" varchar(12), "lastSeq" integer NOT NULL DEFAULT (0), "finalLogBytes" integer, CONSTRAINT "UQ_8a0f28672bcc895fbfc272079f4" UNIQUE ("number"))`,
    );
    await queryRunner.query(
      `INSERT INTO "deployment"("id", "number", "sandboxId", "sandboxName", "service", "repository", "branch", "pinnedCommit", "commit", "state", "epoch", "agentId", "requestedBy", "createdAt", "finishedAt", "durationMs", "error", "retryOf", "cancelReason", "lastSeq", "finalLogBytes") SELECT "id", "number", "sandboxId", "sandboxName", "service", "repository", "branch", "pinnedCommit", "commit", "state", "epoch", "agentId", "requestedBy", "createdAt", "finishedAt", "durationMs", "error", "retryOf", "cancelReason", "lastSeq", "finalLogBytes" FROM "temporary_deployment"`,
    );
    await queryRunner.query(`DROP TABLE "temporary_deployment"`);
    await queryRunner.query(
      `CREATE INDEX "IDX_85501356450b41f9fc9700d621" ON "deployment" ("agentId", "state") `,
    );
    await queryRunner.query(
      `CREATE INDEX "IDX_15bd2e4d114f161f87d9bf61af" ON "deployment" ("sandboxId", "service", "number") `,
    );
    await queryRunner.query(
      `CREATE UNIQUE INDEX "one_active_deployment_per_instance" ON "deployment" ("sandboxId", "service") WHERE "state" IN ('dispatched', 'fetching', 'building', 'starting', 'verifying')`,
    );
    await queryRunner.query(`ALTER TABLE "deployment_step" RENAME TO "temporary_deployment_step"`);
    await queryRunner.query(
      `CREATE TABLE "deployment_step" ("deploymentId" varchar NOT NULL, "step" varchar(12) NOT NULL, "outcome" varchar(8) NOT NULL, "startedAt" datetime NOT NULL, "durationMs" integer, PRIMARY KEY ("deploymentId", "step"))`,
    );
    await queryRunner.query(
      `INSERT INTO "deployment_step"("deploymentId", "step", "outcome", "startedAt", "durationMs") SELECT "deploymentId", "step", "outcome", "startedAt", "durationMs" FROM "temporary_deployment_step"`,
    );
    await queryRunner.query(`DROP TABLE "temporary_deployment_step"`);
    await queryRunner.query(`DROP TABLE "service_instance"`);
    await queryRunner.query(`DROP TABLE "sandbox"`);
    await queryRunner.query(`DROP TABLE "repository"`);
    await queryRunner.query(`DROP INDEX "IDX_9bdb971037d941558e23c8aaa2"`);
    await queryRunner.query(`DROP TABLE "announcement"`);
    await queryRunner.query(`DROP INDEX "IDX_85501356450b41f9fc9700d621"`);
    await queryRunner.query(`DROP INDEX "IDX_15bd2e4d114f161f87d9bf61af"`);
    await queryRunner.query(`DROP INDEX "one_active_deployment_per_instance"`);
    await queryRunner.query(`DROP TABLE "deployment"`);
    await queryRunner.query(`DROP TABLE "deployment_step"`);
    await queryRunner.query(`DROP INDEX "IDX_5d97cf9773002b16861b4bb8ae"`);
    await queryRunner.query(`DROP TABLE "session"`);
    await queryRunner.query(`DROP TABLE "agent"`);
  }
}
