import { randomUUID } from "node:crypto";
import { expect, test } from "@playwright/test";
import { WIRE_HEADER } from "../../server/contract/transformer.ts";
import type { Json } from "../../server/engine/json/json.ts";
import { writeJson } from "../../server/engine/json/write-json.ts";
import { ask, call } from "../api.ts";

/** Requests from strangers and faulty programs, which are refused before any page or procedure sees them. */

const OWN_PAGE = { "sec-fetch-site": "same-origin", "content-type": "application/json" };
const SAVE = "/api/trpc/graphs.applyText";

test("a body of 50 MB is refused before it is read, with a sentence", async ({ request }) => {
  const data = JSON.stringify({ text: "x".repeat(50_000_000) });
  const response = await request.post(SAVE, { headers: OWN_PAGE, data });
  expect(response.status()).toBe(413);
  expect(await response.text()).toMatch(/bytes at most/);
  expect((await request.get("/api/health")).status()).toBe(200);
});

test("a call of some megabytes is judged by what it is about, and not by its length", async ({ request }) => {
  const data = JSON.stringify({ graph: "x".repeat(1_100_000) });
  for (const calls of ["pipelines.launch", "graphs.applyText", "graphs.save,pipelines.launch?batch=1"])
    expect((await request.post(`/api/trpc/${calls}`, { headers: OWN_PAGE, data })).status(), calls).not.toBe(
      413,
    );
});

test("a request to change to a WebSocket is answered as any other, and its connection is not held open", async ({
  request,
}) => {
  const headers = { connection: "Upgrade", upgrade: "websocket", "sec-websocket-version": "13" };
  for (const path of ["/api/health", "/_next/hmr"])
    expect((await request.get(path, { headers, timeout: 10_000 })).status(), path).toBeGreaterThanOrEqual(
      200,
    );
});

test("requests from another site's page, a form and a program without a token are refused", async ({
  request,
}) => {
  const data = JSON.stringify({ text: "signalbox: 1\nname: foreign\nvertices: {}\n" });
  const crossSite = { "sec-fetch-site": "cross-site", "content-type": "application/json" };
  expect((await request.post(SAVE, { headers: crossSite, data })).status()).toBe(401);
  const bare = await request.post(SAVE, { headers: { "content-type": "application/json" }, data });
  expect(bare.status()).toBe(401);
  const guessed = { "content-type": "application/json", authorization: "Bearer guessed" };
  expect((await request.post(SAVE, { headers: guessed, data })).status()).toBe(401);
  const form = { "sec-fetch-site": "same-origin", "content-type": "text/plain" };
  expect((await request.post(SAVE, { headers: form, data })).status()).toBe(415);
  const graphs = await request.get("/api/trpc/graphs.list?input=%7B%7D", {
    headers: OWN_PAGE,
  });
  expect(await graphs.text()).not.toContain("foreign");
});

test("a request with another host name for this machine is refused", async ({ request }) => {
  const response = await request.get("/api/health", { headers: { host: "signalbox.example" } });
  expect(response.status()).toBe(421);
  expect(await response.text()).toContain("signalbox.example");
});

test("a missing log gives a sentence, and an unknown address gives a page", async ({ page, request }) => {
  for (const path of ["999999/A/1", "x/A/1", "1/A/99999999999999999999"]) {
    const log = await request.get(`/api/logs/${path}`, { headers: OWN_PAGE });
    expect(log.status()).toBe(404);
    expect(await log.text()).toMatch(/^[A-Z].*\.\n$/);
  }
  const response = await page.goto("/no/such/page");
  expect(response?.status()).toBe(404);
  await expect(page.getByRole("heading", { name: "There is no such page" })).toBeVisible();
});

test("names that begin with $ are kept in a call that is written by hand; a page says that its calls have tags", async ({
  page,
  request,
}) => {
  const text =
    "signalbox: 1\nname: dollars\nparams: { v: { type: json } }\nvertices:\n  '1': { inputs: [v], script: ':' }\n";
  await call(request, "graphs.applyText", { text });
  for (const value of ['{"$ref":"x"}', '{"$map":[["a",1]],"2":1.50}']) {
    const response = await request.post("/api/trpc/pipelines.launch", {
      headers: { ...OWN_PAGE, "idempotency-key": randomUUID() },
      data: `{"graph":"dollars","params":{"v":${value}},"inputs":{"1":{"v":${value}}}}`,
    });
    const body = (await response.json()) as { result?: { data: { id: number } } };
    const id = body.result?.data.id;
    expect(id, JSON.stringify(body)).toBeGreaterThan(0);
    const view = await ask<{ params: { v: Json } }>(request, "pipelines.show", { id });
    expect(writeJson(view.params.v)).toBe(value);
  }
  const sent = page.waitForRequest(
    (each) => each.url().includes("/api/trpc/") && each.headers()[WIRE_HEADER] === "1",
  );
  await page.goto("/graphs/dollars");
  await sent;
});
