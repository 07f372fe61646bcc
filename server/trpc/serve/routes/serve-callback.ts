import type { Refusal } from "#contract/refusal.ts";
import { readJson } from "#engine/json/read-json.ts";
import type { Json } from "#engine/model/graph-content.ts";
import { currentPeer } from "#platform/addresses/peer.ts";
import type { Database } from "#platform/database/db.ts";
import { charsetOf, readText } from "#platform/read-text.ts";
import { type CallResult, receiveCall } from "#services/callbacks/receive-call.ts";
import { readCallbackAddress } from "#services/pipeline-session/read/callback-address.ts";
import { refuse } from "#services/refusals/refused.ts";
import { auditedFor } from "../../audited.ts";
import { refusalOf, statusOf } from "../../refusals.ts";
import { textResponse } from "../../text-response.ts";
import { browserOf } from "../context-of.ts";
import { CUT_OFF_BODY, receivedBody } from "../request/received-body.ts";
import { webProcess } from "../web-process.ts";

/** What the audit calls it. */
const ACT = "callbacks.call";
const MAX_BODY_BYTES = 256 * 1024;
const MAX_EVENT_ID = 200;

/**
 * The headers in which callers send an event's id; the first one present counts: IETF draft, Standard Webhooks,
 * CloudEvents, common use.
 */
const EVENT_HEADERS = ["idempotency-key", "webhook-id", "ce-id", "x-event-id"];

const STATUS: Readonly<Record<CallResult, number>> = { delivered: 200, pending: 202, repeated: 200 };
const ANSWER: Readonly<Record<CallResult, string>> = {
  delivered: "Delivered.",
  pending: "Kept: it is delivered once the track waits.",
  repeated: "This event was received before; nothing was done again.",
};

/**
 * Answers a call from outside to a track. The caller needs only the address: it is signed, and there is no sign-in. A
 * caller should try again after every answer except 2xx, 410 and 422: data that does not fit has to be changed.
 */
export async function serveCallback(request: Request, address: string): Promise<Response> {
  const { database, refusedCalls } = webProcess();
  const { address: from, device } = browserOf(request.headers, currentPeer());
  const source = { who: "caller", id: null, name: "", address: from, device } as const;
  const pipelineId = readCallbackAddress(address)?.pipelineId;
  const object = pipelineId === undefined ? null : ({ kind: "pipeline", id: pipelineId } as const);
  return answerCallback(auditedFor(database, source, ACT), request, address, ({ code, text }) =>
    refusedCalls.add({ source, act: ACT, object, code, text }),
  );
}

/** As `serveCallback`, for a given database. */
export async function answerCallback(
  database: Database,
  request: Request,
  address: string,
  onRefused: (refusal: Refusal) => Promise<void> = async () => undefined,
): Promise<Response> {
  try {
    const call = { eventId: eventIdOf(request.headers), body: bodyOf(await textOf(request)) };
    const result = await receiveCall(database, address, call);
    return textResponse(STATUS[result], ANSWER[result]);
  } catch (error) {
    const refusal = refusalOf(error);
    if (refusal === null) throw error;
    await onRefused(refusal);
    return textResponse(refusal.code === "state-forbids" ? 410 : statusOf(refusal), refusal.text);
  }
}

function eventIdOf(headers: Headers): string | null {
  for (const name of EVENT_HEADERS) {
    const id = headers.get(name)?.trim() ?? "";
    if (id.length > MAX_EVENT_ID)
      return refuse("bad-input", `The event's id may have at most ${MAX_EVENT_ID} characters.`);
    if (id !== "") return id;
  }
  return null;
}

async function textOf(request: Request): Promise<string> {
  let bytes = 0;
  const body = await receivedBody(request, ({ byteLength }) => {
    bytes += byteLength;
    if (bytes > MAX_BODY_BYTES) refuse("too-large", `A call may have at most ${MAX_BODY_BYTES} bytes.`);
  });
  if (body === null) return refuse("bad-input", CUT_OFF_BODY);
  const read = readText(body, charsetOf(request.headers.get("content-type")));
  return read.ok
    ? read.text
    : refuse("bad-input", `The call's data cannot be read as text: ${read.problem}. Nothing was changed.`);
}

/**
 * The body is read as JSON whatever its content type, because `curl -d` always says that it is a form. An empty body is
 * an empty map.
 */
function bodyOf(text: string): Json {
  if (text.trim() === "") return new Map();
  const read = readJson(text);
  if (read.ok) return read.value;
  const why = read.isDuplicate ? "" : "The call's data is no JSON. ";
  return refuse("bad-input", `${why}${read.problem} Nothing was changed.`);
}
