import { randomUUID } from "node:crypto";
import { once } from "node:events";
import { createServer, type IncomingMessage, request } from "node:http";
import type { AddressInfo } from "node:net";
import { json } from "node:stream/consumers";
import { createTRPCClient, httpBatchLink, TRPCClientError } from "@trpc/client";
import { afterAll, expect, test } from "vitest";
import { REQUEST_ID_HEADER } from "#contract/requests.ts";
import { transformer } from "#contract/transformer.ts";
import { openApiClient } from "#testing/api/api-client.ts";
import type { AppRouter } from "#trpc/routers/router.ts";
import { nodeListener } from "../node-listener.ts";
import { serveApi } from "./serve-api.ts";

/** What is refused here reaches no procedure, so that it needs neither a database nor a web process. */
const server = createServer(nodeListener(serveApi)).listen(0, "127.0.0.1");
await once(server, "listening");
afterAll(() => void server.close());
const url = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
const LONG = { text: "x".repeat(8_000_000) };

async function refusalOf(call: Promise<unknown>) {
  const error = await call.catch((each: unknown) => each);
  if (!(error instanceof TRPCClientError)) throw new Error("It was not refused.");
  return (error as TRPCClientError<AppRouter>).data?.refusal;
}

test("a call that is too long is refused in words that a client shows, alone and in a batch", async () => {
  const wanted = { code: "too-large", text: expect.stringContaining("8,000,000 bytes at most") };
  expect(await refusalOf(openApiClient(url).graphs.applyText.mutate(LONG))).toMatchObject(wanted);
  const batch = createTRPCClient<AppRouter>({
    links: [httpBatchLink({ url: `${url}/api/trpc`, transformer })],
  });
  const calls = [batch.graphs.applyText.mutate(LONG), batch.graphs.rename.mutate({ name: "a", to: "b" })];
  expect(await Promise.all(calls.map(refusalOf))).toMatchObject([wanted, wanted]);
});

test("a body that is no JSON, and one that names a thing twice, are refused as bad input", async () => {
  const answerTo = async (type: string, body: string) => {
    const headers = { "content-type": type, [REQUEST_ID_HEADER]: randomUUID() };
    const answer = await fetch(`${url}/api/trpc/graphs.rename`, { method: "POST", headers, body });
    const { error } = (await answer.json()) as { error: { data: { refusal: unknown } } };
    return [answer.status, error.data.refusal];
  };
  expect(await answerTo("text/plain", "{}")).toEqual([
    415,
    expect.objectContaining({ code: "bad-input", text: expect.stringContaining("application/json") }),
  ]);
  expect(await answerTo("application/json", '{"name":"a","name":"b"}')).toEqual([
    400,
    expect.objectContaining({ code: "bad-input", text: expect.stringContaining('"name" occurs twice') }),
  ]);
});

test("a short call that does not say its length is not taken for a long one", async () => {
  const sent = request(`${url}/api/trpc/graphs.rename`, {
    method: "POST",
    headers: { "content-type": "application/json", "transfer-encoding": "chunked" },
  });
  sent.end("{}");
  const [answer] = (await once(sent, "response")) as [IncomingMessage];
  const { error } = (await json(answer)) as { error: { data: { refusal: unknown } } };
  expect([answer.statusCode, error.data.refusal]).toEqual([
    400,
    expect.objectContaining({ code: "bad-input", todo: expect.stringContaining("`Content-Length`") }),
  ]);
});
