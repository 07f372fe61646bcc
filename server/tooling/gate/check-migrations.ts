/** Checks that the committed migrations make the tables that drizzle/schema says. Exit code 1 where one is missing. */
import { spawnSync } from "node:child_process";
import { cpSync, mkdtempSync, readdirSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join, relative } from "node:path";
import { MIGRATIONS_FOLDER } from "#platform/database/migrate.ts";
import { PROJECT_ROOT } from "#platform/project-root.ts";

const copy = mkdtempSync(join(tmpdir(), "signalbox-migrations-"));
try {
  cpSync(MIGRATIONS_FOLDER, copy, { recursive: true });
  // It writes what is missing into the copy. It takes paths from the root of the checkout only.
  const out = relative(PROJECT_ROOT, copy);
  const generate = ["generate", "--dialect", "mysql", "--schema", "./drizzle/schema/**/*.ts", "--out", out];
  const { status, stdout, stderr } = spawnSync(
    join(PROJECT_ROOT, "node_modules/.bin/drizzle-kit"),
    generate,
    {
      cwd: PROJECT_ROOT,
      encoding: "utf8",
      // A question, as whether a column was renamed, must fail here and not wait.
      stdio: ["ignore", "pipe", "pipe"],
    },
  );
  const missing = readdirSync(copy).length - readdirSync(MIGRATIONS_FOLDER).length;
  if (status !== 0 || missing !== 0) {
    console.error(`${stdout}${stderr}`.trim());
    console.error("drizzle/migrations does not make the tables of drizzle/schema. Run: npm run migration");
    process.exitCode = 1;
  }
} finally {
  rmSync(copy, { recursive: true, force: true });
}
