import { createConnection } from "mysql2/promise";
import { expect, test } from "vitest";
import { connectionOptionsOf } from "#platform/database-url.ts";
import { undoPipeline } from "#services/pipelines/undo-pipeline.ts";
import { trackIn } from "#testing/launched.ts";
import { makeDatabaseUser } from "#testing/servers/database-user.ts";
import { startTestSystem } from "#testing/test-system.ts";

const { databaseUrl, database, launch, seal, startRunner } = await startTestSystem();
const user = await makeDatabaseUser("runner", databaseUrl);

test("the user for runners has the grants of its file, and no other", () => {
  const [usage, ...others] = [...user.given].sort(
    (a, b) => Number(b.includes("USAGE")) - Number(a.includes("USAGE")),
  );
  expect(usage).toMatch(/^GRANT USAGE ON \*\.\*/);
  expect(others.sort()).toEqual(user.wanted);
});

test("the user for the web has every table, and changes and deletes nothing in the audit and the history", async () => {
  const web = await makeDatabaseUser("web", databaseUrl);
  expect(web.given.filter((line) => !line.includes("USAGE"))).toEqual(web.wanted);
  const named = web.wanted.map((line) => /\.(\w+) TO /.exec(line)?.[1]);
  expect(named.sort()).toEqual([...web.tables].sort());
  const connection = await createConnection(connectionOptionsOf(web.url));
  for (const change of [
    "UPDATE audit_entry SET reason = 'x'",
    "DELETE FROM audit_entry",
    "DELETE FROM audit_head",
    "UPDATE event SET reason = 'x'",
    "DELETE FROM event",
    "TRUNCATE audit_entry",
    "ALTER TABLE audit_entry ADD COLUMN x int",
    "DROP TABLE audit_entry",
  ])
    await expect(connection.query(change)).rejects.toThrow(/denied/);
  await connection.end();
});

test("with it nobody reads people, sessions, tokens or the audit, or changes a graph", async () => {
  const connection = await createConnection(connectionOptionsOf(user.url));
  const readable: string[] = [];
  for (const table of user.tables) {
    const isRead = await connection.query(`SELECT 1 FROM \`${table}\` LIMIT 1`).then(
      () => true,
      () => false,
    );
    if (isRead) readable.push(table);
  }
  for (const table of ["person", "session", "api_token", "sign_in_link", "audit_entry", "runner_token"])
    expect(readable).not.toContain(table);
  for (const change of ["UPDATE graph SET name = 'x'", "DELETE FROM event", "UPDATE vertex SET spec = '{}'"])
    await expect(connection.query(change)).rejects.toThrow(/denied/);
  await connection.end();
});

test("a runner with it runs scripts, timers, locks, prompts that nobody answers, children and undos", async () => {
  const runner = await startRunner({ DATABASE_URL: user.url, SIGNALBOX_LEASE: "3" });
  await seal({
    name: "child",
    vertices: { C: { script: "true", revert: "true" } },
    limits: { pipelines: 1 },
  });
  const run = await launch({
    name: "whole",
    vertices: {
      A: { script: "echo a", locks: ["one"] },
      W: { kind: "wait", wait: { for: "1s" } },
      P: { kind: "approval", prompt: { timeout: "1s", onTimeout: "approve" } },
      G: { kind: "graph", graph: "child@1" },
    },
    edges: ["A -> W -> P -> G"],
  });
  const view = await run.until(({ pipeline }) => pipeline.state !== "running");
  expect(view.tracks.map(({ state }) => state)).toEqual(view.tracks.map(() => "succeeded"));
  await undoPipeline(database, { id: run.id, reason: "back" }, "ann");
  const undone = await run.until(({ pipeline }) => pipeline.state !== "reverting");
  expect(trackIn(undone, "G").state).toBe("reverted");
  expect(runner.logLines().filter((line) => /denied/.test(line))).toEqual([]);
});
