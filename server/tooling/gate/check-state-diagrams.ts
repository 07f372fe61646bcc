/**
 * Checks that the states in ARCHITECTURE.md are those of server/engine/model. Exit code 1 where they are not; with
 * `--write` they are made so.
 */
import { readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { PROJECT_ROOT } from "#platform/project-root.ts";
import { withStateSection } from "./state-diagrams.ts";

const path = join(PROJECT_ROOT, "ARCHITECTURE.md");
const document = readFileSync(path, "utf8");
const wanted = withStateSection(document);
if (process.argv.includes("--write")) writeFileSync(path, wanted);
else if (document !== wanted) {
  console.error("The states in ARCHITECTURE.md are not those of server/engine/model.");
  console.error("Run: npx tsx server/tooling/gate/check-state-diagrams.ts --write");
  process.exitCode = 1;
}
