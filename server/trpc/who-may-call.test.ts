import { randomUUID } from "node:crypto";
import { readdirSync } from "node:fs";
import { dirname, join } from "node:path";
import { expect, test } from "vitest";
import { ACTS, type Need } from "#engine/rights/acts.ts";
import { PROJECT_ROOT } from "#platform/project-root.ts";
import type { Actor } from "#services/rights/actor.ts";
import { startApiServer } from "#testing/api/api-server.ts";
import { startTestSystem } from "#testing/test-system.ts";
import { appRouter } from "./routers/router.ts";
import { isForPeople, ROUTE_NEEDS } from "./serve/route-needs.ts";

type Described = { readonly _def: { readonly type: string; readonly meta?: { readonly need?: Need } } };
const procedures = Object.entries(appRouter._def.procedures as unknown as Record<string, Described>).map(
  ([path, { _def }]) => ({ path, type: _def.type, need: _def.meta?.need }),
);

const { databaseUrl } = await startTestSystem();

/** Calls every procedure without an input: whoever may not call it is told so before anything is looked at. */
async function statusesFor(actor: Actor | null): Promise<ReadonlyMap<string, number>> {
  const server = await startApiServer(databaseUrl, { actor });
  const statuses = new Map<string, number>();
  for (const { path, type } of procedures) {
    const isMutation = type === "mutation";
    const response = await fetch(`${server.url}/api/trpc/${path}`, {
      method: isMutation ? "POST" : "GET",
      headers: { "content-type": "application/json", "idempotency-key": randomUUID() },
      ...(isMutation && { body: '{"zebra":1}' }),
    });
    // A stream says inside of itself that it is refused.
    const [, inStream] =
      type === "subscription" ? (/"httpStatus":(\d+)/.exec(await beginOf(response)) ?? []) : [];
    statuses.set(path, inStream === undefined ? response.status : Number(inStream));
    if (type !== "subscription") await response.body?.cancel();
  }
  await server.close();
  return statuses;
}

async function beginOf(response: Response): Promise<string> {
  let text = "";
  const reader = response.body?.pipeThrough(new TextDecoderStream()).getReader();
  while (reader !== undefined && !text.includes("httpStatus")) {
    const { value, done } = await reader.read();
    if (done) break;
    text += value;
  }
  await reader?.cancel();
  reader?.releaseLock();
  return text;
}

test("every procedure says what it needs", () => {
  expect(procedures.length).toBeGreaterThan(40);
  const needs = [...ACTS, "open", "any", "self"];
  expect(procedures.filter(({ need }) => need === undefined || !needs.includes(need))).toEqual([]);
  expect(procedures.filter(({ need }) => need === "open").map(({ path }) => path)).toEqual([
    "signIn.byPassword",
    "signIn.byLink",
    "signIn.byCode",
    "signIn.beginPasskey",
    "signIn.byPasskey",
    "signIn.byProvider",
    "devices.begin",
    "devices.poll",
  ]);
  // A change is never only seeing; `graphs.here` only says who sees.
  const changes = procedures.filter(({ type, need }) => type === "mutation" && need === "read");
  expect(changes.map(({ path }) => path)).toEqual(["graphs.here"]);
});

test("nobody is answered by any procedure but those that sign somebody in", async () => {
  const statuses = await statusesFor(null);
  for (const { path, need } of procedures)
    expect([path, statuses.get(path)]).toEqual([path, need === "open" ? 400 : 401]);
});

test("every page and route of the web has a row that says what it needs, and there is no other row", () => {
  const app = join(PROJECT_ROOT, "app");
  const routes = readdirSync(app, { recursive: true, encoding: "utf8" })
    .filter((file) => /(?:^|\/)(?:page|route)\.tsx?$/.test(file))
    .map((file) => `/${dirname(file)}`.replace("/.", "/"));
  expect(Object.keys(ROUTE_NEEDS).sort()).toEqual(routes.sort());
  for (const [route, need] of Object.entries(ROUTE_NEEDS))
    expect([route, isForPeople(route)]).toEqual([route, need === "person"]);
  for (const path of ["/unknown", "/sign-in/x", "/Sign-In", "//sign-in", "/graphs/api/trpc"])
    expect([path, isForPeople(path)]).toEqual([path, true]);
});
