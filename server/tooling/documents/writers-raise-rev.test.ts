import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { expect, test } from "vitest";
import { PROJECT_ROOT } from "#platform/project-root.ts";

const SERVER = join(PROJECT_ROOT, "server");

/** Every statement of the program that changes rows of pipelines or tracks, with the file and its text. */
const CHANGES: readonly RegExp[] = [
  /\.update\((?:pipeline|track)\)/,
  /\.delete\((?:pipeline|track)\)/,
  /\bupdate (?:pipeline|track|\$\{pipeline\}|\$\{track\})\b/i,
  /\bdelete from (?:pipeline|track|\$\{pipeline\}|\$\{track\})\b/i,
  /\bstraight_join track\b[^;]*\bset\b/i,
];

/** Each of them writes a rev, or is written by a session together with its pipeline's new rev. */
const ALLOWED: Readonly<Record<string, string>> = {
  "repos/pipelines/pipeline-writes.ts": "the row of a pipeline with its new rev",
  "repos/tracks/track-writes.ts": "tracks with the new rev",
  "repos/retention/removal-writes.ts":
    "pipelines that have ended, with a new rev, and rows of those that nobody finds",
  "repos/tracks/claim-query.ts": "priorities, which a session writes with a new rev",
};

/** Who may send them: only what writes a session. */
const SENDERS = new Set(["services/pipeline-session/write-session.ts"]);

function sources(): readonly (readonly [string, string])[] {
  return readdirSync(SERVER, { recursive: true, encoding: "utf8" })
    .filter((name) => name.endsWith(".ts") && !/(?:\.test|-for-test)\.ts$/.test(name))
    .filter((name) => !/^(testing|faults|bench|simulation)\//.test(name))
    .map((name) => [name, readFileSync(join(SERVER, name), "utf8")] as const);
}

test("no statement changes a pipeline or a track but those that write it with a new rev", () => {
  const found = sources().filter(([, text]) => CHANGES.some((change) => change.test(text)));
  expect(found.map(([name]) => name).sort()).toEqual(Object.keys(ALLOWED).sort());
});

test("only a session's write uses them, so every change of a pipeline or its tracks raises its rev", () => {
  const users = sources().filter(
    ([name, text]) =>
      /\b(?:pipelineUpdate|trackUpdates|priorityShift)\(/.test(text) && !Object.hasOwn(ALLOWED, name),
  );
  expect(users.map(([name]) => name).filter((name) => !SENDERS.has(name))).toEqual([]);
});
