import { expect, test } from "@playwright/test";
import { WIRE_HEADERS } from "../../server/contract/transformer.ts";
import { wireText } from "../../server/engine/json/wire.ts";
import { call, launch } from "../api.ts";

/** Only the built web has its modules several times: a refusal that one copy throws is answered by another. */

const NO_PIPELINE = 999_999_999;

test("what a runner without a database may not do is refused with a code", async ({ request, baseURL }) => {
  const { code } = await call<{ code: string }>(request, "runners.add", { name: "copies", labels: [] });
  const token = `test-${crypto.randomUUID()}-${crypto.randomUUID()}`;
  const ask = (name: string, input: unknown) =>
    fetch(`${baseURL}/api/runner/${name}`, {
      method: "POST",
      headers: { authorization: `Bearer ${token}` },
      body: wireText(input),
    });
  expect((await ask("enroll", { code, token })).status).toBe(200);
  const refused = await ask("end", { runnerId: NO_PIPELINE });
  expect([refused.status, await refused.json()]).toMatchObject([404, { refusal: { code: "not-found" } }]);
});

test("a live stream refuses a pipeline that is not there, and goes on for the others", async ({
  baseURL,
  request,
  context,
}) => {
  const id = await launch(request, "signalbox: 1\nname: watched\nvertices: { A: { script: echo A } }\n");
  const watches = [{ id: NO_PIPELINE }, { id }];
  const cookies = (await context.cookies()).map(({ name, value }) => `${name}=${value}`).join("; ");
  const stop = new AbortController();
  const input = encodeURIComponent(wireText({ watches }));
  const answer = await fetch(`${baseURL}/api/trpc/pipelines.watchAll?input=${input}`, {
    headers: {
      ...WIRE_HEADERS,
      cookie: cookies,
      accept: "text/event-stream",
      "sec-fetch-site": "same-origin",
    },
    signal: stop.signal,
  });
  let text = "";
  for await (const bytes of answer.body ?? []) {
    text += Buffer.from(bytes).toString();
    if (/serialized-error|"place":1/.test(text)) break;
  }
  stop.abort();
  expect(text).not.toContain("serialized-error");
  expect(text).toMatch(/"place":0.*"code":"not-found"/);
});
