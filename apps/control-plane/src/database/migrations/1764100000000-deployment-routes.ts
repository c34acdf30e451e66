import { MigrationInterface, QueryRunner } from 'typeorm';

/** Columns are added, not the table made anew: dropping a table takes along what refers to it. */
export class DeploymentRoutes1764100000000 implements MigrationInterface {
  name = 'DeploymentRoutes1764100000000';

  public async up(queryRunner: QueryRunner): Promise<void> {
    await queryRunner.query(`ALTER TABLE "deployment" ADD COLUMN "routes" text`);
    await queryRunner.query(
      `ALTER TABLE "deployment" ADD COLUMN "sandboxOwner" varchar(100) NOT NULL DEFAULT ('')`,
    );
    await queryRunner.query(
      `UPDATE "deployment" SET "sandboxOwner" = (SELECT "owner" FROM "sandbox" WHERE "sandbox"."id" = "deployment"."sandboxId")`,
    );
  }

  public async down(queryRunner: QueryRunner): Promise<void> {
    await queryRunner.query(`ALTER TABLE "deployment" DROP COLUMN "sandboxOwner"`);
    await queryRunner.query(`ALTER TABLE "deployment" DROP COLUMN "routes"`);
  }
}
