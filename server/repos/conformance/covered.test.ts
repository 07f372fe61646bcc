import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { expect, test } from "vitest";
import { PROJECT_ROOT } from "#platform/project-root.ts";

const REPOS = join(PROJECT_ROOT, "server", "repos");
const OWN = join(REPOS, "conformance");

function textsIn(folder: string): readonly string[] {
  return readdirSync(folder, { recursive: true, encoding: "utf8" })
    .map((name) => join(folder, name))
    .filter((path) => path.endsWith(".ts"))
    .map((path) => (path.startsWith(OWN) === (folder === OWN) ? readFileSync(path, "utf8") : ""));
}

test("every function that a repo exports is called by the conformance tests", () => {
  const exported = textsIn(REPOS).flatMap((text) =>
    [...text.matchAll(/^export (?:async )?function (\w+)/gm)].map(([, name = ""]) => name),
  );
  const tests = textsIn(OWN).join("\n");
  expect(exported.length).toBeGreaterThan(50);
  expect(exported.filter((name) => !new RegExp(`\\b${name}\\(`).test(tests))).toEqual([]);
});
