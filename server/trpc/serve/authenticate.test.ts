import { once } from "node:events";
import { expect, test } from "vitest";
import { createToken, revokeToken } from "#services/people/api-tokens.ts";
import { COMMAND_LINE } from "#services/rights/actor.ts";
import { rightsChanged } from "#services/rights/rights-changed.ts";
import { startTestSystem } from "#testing/test-system.ts";
import { guardStream, throwIfRefused } from "../stream-end.ts";
import { authenticate } from "./authenticate.ts";
import { answerRunnerCall } from "./routes/serve-runner-call.ts";

const { database } = await startTestSystem();
const PEER = { by: "network", address: "127.0.0.1", isEncrypted: false } as const;

test("the word before a token is read in any case, and with any number of spaces", async () => {
  const wanted = { name: "ci", acts: ["read"] as const, days: 1 };
  const { token } = await createToken(database.queries, wanted, COMMAND_LINE);
  for (const authorization of [`Bearer ${token}`, `bearer ${token}`, `BEARER  ${token} `]) {
    const actor = await authenticate(database, new Headers({ authorization }), PEER);
    expect([authorization, actor]).toEqual([authorization, expect.objectContaining({ who: "token" })]);
  }
});

test("a runner's token is read in the same way: one that is not known is told so", async () => {
  const parts = {
    database,
    warnings: { worked: () => undefined },
    refusedCalls: { add: async () => undefined },
  } as unknown as Parameters<typeof answerRunnerCall>[0];
  const request = new Request("http://127.0.0.1/api/runner/who", {
    method: "POST",
    headers: { authorization: "bearer none" },
    body: "{}",
  });
  const answer = await answerRunnerCall(parts, request, "who", PEER);
  expect([answer.status, await answer.text()]).toEqual([
    401,
    expect.stringContaining("token is not known here"),
  ]);
});

test("a live stream of a program ends as soon as its token is revoked, with a refusal", async () => {
  const { id, token } = await createToken(
    database.queries,
    { name: "watcher", acts: ["read"], days: 1 },
    COMMAND_LINE,
  );
  const actorNow = () => authenticate(database, new Headers({ authorization: `Bearer ${token}` }), PEER);
  const { end } = guardStream({ database, actor: await actorNow(), actorNow }, undefined);
  const ended = once(end, "abort");
  await revokeToken(database.queries, id, COMMAND_LINE);
  rightsChanged.ring();
  await ended;
  expect(() => throwIfRefused(end)).toThrow("it was revoked");
});
