import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import type { TestProject } from "vitest/node";
import { startPrivateDatabase } from "#platform/database/private-database.ts";

declare module "vitest" {
  export interface ProvidedContext {
    /** The address of the one server of this run. Its database `signalbox` stays empty: each test file makes its own. */
    databaseServerUrl: string;
  }
}

/** Starts one database server for the whole run, in a directory that goes when the run ends. */
export default async function setup(project: TestProject): Promise<() => Promise<void>> {
  const dir = await mkdtemp(join(tmpdir(), "signalbox-test-"));
  const database = await startPrivateDatabase({
    dir,
    log: (line) => console.error(line),
    // What a crash of the machine keeps is not what tests of this server ask; those that do start their own.
    extraArguments: ["--innodb-flush-log-at-trx-commit=0", "--innodb-doublewrite=OFF"],
  });
  project.provide("databaseServerUrl", database.url);
  return async () => {
    await database.stop();
    await rm(dir, { recursive: true, force: true });
  };
}
