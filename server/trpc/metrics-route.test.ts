import { randomBytes } from "node:crypto";
import { readFile } from "node:fs/promises";
import { join } from "node:path";
import { expect, test } from "vitest";
import { PROJECT_ROOT } from "#platform/project-root.ts";
import { secretBox } from "#platform/secrets/secret-box.ts";
import { createToken } from "#services/people/api-tokens.ts";
import { COMMAND_LINE } from "#services/rights/actor.ts";
import { startTestSystem } from "#testing/test-system.ts";
import { asWebProcess, ROUTE_CALLS } from "./route-calls-for-test.ts";
import { ROUTE_NEEDS } from "./serve/route-needs.ts";
import { routeOf } from "./serve/route-of.ts";
import { makeSide } from "./side-for-test.ts";

const system = await startTestSystem();
const { database } = system;
const { queries } = database;
const side = await makeSide(system, secretBox(randomBytes(32)), "foreign");

test("the metrics are given to a token that may read all graphs, and docs/metrics.md lists every one of them", async () => {
  const { token } = await createToken(queries, { name: "prom", acts: ["read"], days: 1 }, COMMAND_LINE);
  const answer = await asWebProcess(database, async () => ROUTE_CALLS["/metrics"]?.(side, { token }));
  expect(answer?.status).toBe(200);
  const text = (await answer?.text()) ?? "";
  const given = [...text.matchAll(/^# TYPE (signalbox_\w+) (\w+)$/gm)].map(
    ([, name, type]) => `${name} ${type}`,
  );
  const whole = await readFile(join(PROJECT_ROOT, "docs/metrics.md"), "utf8");
  // A runner has a test of its own.
  const document = whole.replace(/^## Of one runner\n.*?(?=^## )/ms, "");
  const listed = [...document.matchAll(/^\| `(signalbox_\w+)` \| (\w+) \|/gm)].map(
    ([, name, type]) => `${name} ${type}`,
  );
  expect(listed.sort()).toEqual(given.sort());
  expect(text).toMatch(/^signalbox_open_pipelines\{state="running"\} [1-9]/m);
  expect(text).toMatch(/^signalbox_runner_slots\{use="busy"\} 0$/m);
  expect(text).toMatch(/^signalbox_database_connections\{use="used"\} \d/m);
  expect(text).not.toMatch(/foreign/);
});

test("each path has the route that answers it, and what nobody knows is one and the same", () => {
  for (const route of Object.keys(ROUTE_NEEDS)) expect(routeOf(route)).toBe(route);
  expect(routeOf("/graphs/nightly-etl/history")).toBe("/graphs/[name]/history");
  expect(routeOf("/api/trpc/graphs.show,graphs.list")).toBe("/api/trpc/[trpc]");
  expect(routeOf("/_next/static/x.js")).toBe("/_next");
  for (const path of ["/wp-admin", "/graphs/a/b/c", ""]) expect(routeOf(path)).toBe("(other)");
});
