import { mkdir, mkdtemp, rm } from "node:fs/promises";
import { join } from "node:path";
import type { TestProject } from "vitest/node";
import { startPrivateDatabase } from "#platform/database/private-server/private-database.ts";
import { PROJECT_ROOT } from "#platform/project-root.ts";
import { bundlePrograms } from "../tooling/build/bundle-programs.ts";
import { tableStatements } from "./database.ts";
import { makeTestDataDirectory } from "./servers/test-data-directory.ts";
import { PROGRAMS_OF_TESTS, TEST_PROGRAMS } from "./test-programs.ts";

declare module "vitest" {
  export interface ProvidedContext {
    /**
     * The address of the server of this test run. Its database `signalbox` stays empty: each test file makes its own.
     */
    databaseServerUrl: string;
    /** What `createTestDatabase` makes the tables of. */
    tableStatements: string;
  }
}

/**
 * Starts one database server and bundles the programs for the whole run, in directories that are removed at its end.
 */
export default async function setup(project: TestProject): Promise<() => Promise<void>> {
  const dir = await makeTestDataDirectory();
  const database = await startPrivateDatabase({
    dir,
    log: (line) => console.error(line),
    // Tests of this server do not need what survives a crash of the machine. Tests that do start their own server.
    extraArguments: [
      "--innodb-flush-log-at-trx-commit=0",
      "--innodb-doublewrite=OFF",
      // Each test file makes all tables and drops them: with a file for each table that takes half as long again.
      "--loose-innodb-file-per-table=OFF",
    ],
  });
  project.provide("databaseServerUrl", database.url);
  project.provide("tableStatements", await tableStatements(database.url));
  // Inside the checkout, so that the bundle finds the packages.
  await mkdir(join(PROJECT_ROOT, "dist"), { recursive: true });
  const programs = await mkdtemp(join(PROJECT_ROOT, "dist", "test-"));
  await bundlePrograms(programs, PROGRAMS_OF_TESTS);
  process.env[TEST_PROGRAMS] = programs;
  return async () => {
    await database.stop();
    await rm(dir, { recursive: true, force: true });
    await rm(programs, { recursive: true, force: true });
  };
}
