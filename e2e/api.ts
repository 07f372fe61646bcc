import { randomUUID } from "node:crypto";
import type { APIRequestContext } from "@playwright/test";
import { WIRE_HEADERS } from "../server/contract/transformer.ts";
import { fromWire, toWire, type Wire, wireText } from "../server/engine/json/wire.ts";

/** A kept connection may be closed by the server just as it is used again: as browsers do, ask once more. */
const ASK_AGAIN = { maxRetries: 2 };
const OWN_PAGE = { "sec-fetch-site": "same-origin", ...WIRE_HEADERS };

/** Calls a procedure as one of the product's own pages does, to prepare what a test needs. */
export async function call<Answer = unknown>(
  request: APIRequestContext,
  procedure: string,
  input: unknown,
): Promise<Answer> {
  const response = await request.post(`/api/trpc/${procedure}`, {
    headers: { ...OWN_PAGE, "content-type": "application/json", "idempotency-key": randomUUID() },
    data: toWire(input),
    ...ASK_AGAIN,
  });
  return answerIn<Answer>(procedure, await response.json());
}

/** Asks a query. */
export async function ask<Answer = unknown>(
  request: APIRequestContext,
  procedure: string,
  input: unknown,
): Promise<Answer> {
  const response = await request.get(`/api/trpc/${procedure}`, {
    headers: OWN_PAGE,
    params: { input: wireText(input) },
    ...ASK_AGAIN,
  });
  return answerIn<Answer>(procedure, await response.json());
}

function answerIn<Answer>(procedure: string, body: { result?: { data: Wire } }): Answer {
  if (body.result === undefined) throw new Error(`${procedure} was refused: ${JSON.stringify(body)}`);
  return fromWire(body.result.data) as Answer;
}

/** Makes a graph from its text and launches it; gives the pipeline's id. */
export async function launch(request: APIRequestContext, text: string): Promise<number> {
  const { name } = await call<{ name: string }>(request, "graphs.applyText", { text });
  const { id } = await call<{ id: number }>(request, "pipelines.launch", {
    graph: name,
    params: {},
    inputs: {},
  });
  return id;
}

/** The id of the open prompt of a pipeline that asks once. The inbox begins with any prompt of any test. */
export async function promptOf(request: APIRequestContext, pipeline: number): Promise<number> {
  type Open = { items: { id: number; pipeline: { id: number } }[] };
  const { items } = await ask<Open>(request, "prompts.inbox", {});
  const item = items.find((each) => each.pipeline.id === pipeline);
  if (item === undefined) throw new Error(`Pipeline ${pipeline} asks nothing.`);
  return item.id;
}
