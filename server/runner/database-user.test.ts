import { readFileSync } from "node:fs";
import { join } from "node:path";
import { createConnection, type RowDataPacket } from "mysql2/promise";
import { afterAll, expect, inject, test } from "vitest";
import { connectionOptionsOf } from "#platform/database-url.ts";
import { PROJECT_ROOT } from "#platform/project-root.ts";
import { undoPipeline } from "#services/pipelines/undo-pipeline.ts";
import { trackIn } from "#testing/launched.ts";
import { startTestSystem } from "#testing/test-system.ts";

const PASSWORD = "for-runners-of-tests";
const FILE = readFileSync(join(PROJECT_ROOT, "docs", "runner-user.sql"), "utf8");

const { databaseUrl, database, launch, seal, startRunner } = await startTestSystem();
const name = connectionOptionsOf(databaseUrl).database ?? "";
const USER = `runner-of-${name}`;
const statements = FILE.replaceAll(/^--.*$/gm, "")
  .replaceAll("`signalbox`", `\`${name}\``)
  .replaceAll("'signalbox-runner'@'%'", `'${USER}'@'%'`)
  .replace("REPLACE-THIS-PASSWORD", PASSWORD)
  .split(";")
  .map((text) => text.trim())
  .filter((text) => text !== "");
const admin = await createConnection(connectionOptionsOf(inject("databaseServerUrl")));
for (const statement of statements) await admin.query(statement);
afterAll(async () => {
  await admin.query(`DROP USER '${USER}'@'%'`);
  await admin.end();
});

const place = databaseUrl.slice(databaseUrl.indexOf("@") + 1);
const runnerUrl = `mysql://${encodeURIComponent(USER)}:${PASSWORD}@${place}`;

test("the user for runners has the grants of its file, and no other", async () => {
  const [rows] = await admin.query<RowDataPacket[]>(`SHOW GRANTS FOR '${USER}'@'%'`);
  const given = rows.map((row) => plain(String(Object.values(row)[0])));
  const [usage = "", ...others] = given.sort(
    (a, b) => Number(b.includes("USAGE")) - Number(a.includes("USAGE")),
  );
  expect(usage).toMatch(/^GRANT USAGE ON \*\.\*/);
  expect(others.sort()).toEqual(
    statements
      .filter((text) => text.startsWith("GRANT"))
      .map(plain)
      .sort(),
  );
});

test("with it nobody reads people, sessions, tokens or the audit, or changes a graph", async () => {
  const connection = await createConnection(connectionOptionsOf(runnerUrl));
  const [tables] = await admin.query<RowDataPacket[]>(`SHOW TABLES FROM \`${name}\``);
  const readable: string[] = [];
  for (const table of tables.map((row) => String(Object.values(row)[0]))) {
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
  const runner = await startRunner({ DATABASE_URL: runnerUrl, SIGNALBOX_LEASE: "3" });
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

/** As both the file and the server write it. */
function plain(text: string): string {
  return text.replaceAll("`", "").replaceAll("'", "").replaceAll(/\s+/g, " ").trim();
}
