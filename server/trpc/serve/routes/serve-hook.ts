import { MAX_EVENT_BYTES } from "#contract/triggers/triggers.ts";
import { readJson } from "#engine/json/read-json.ts";
import type { Json } from "#engine/model/graph-content.ts";
import { USUAL_ID_HEADERS, USUAL_MAX_QUEUED } from "#engine/triggers/webhook-kind.ts";
import { currentPeer } from "#platform/addresses/peer.ts";
import type { Database } from "#platform/database/db.ts";
import { charsetOf, readText } from "#platform/read-text.ts";
import type { SecretBox } from "#platform/secrets/secret-box.ts";
import type { RepeatedWarnings } from "#platform/warnings/repeated-warnings.ts";
import type { AuditSource } from "#services/audit/audit-entry.ts";
import type { RefusedCalls } from "#services/audit/refused-calls.ts";
import { refuse } from "#services/refusals/refused.ts";
import { type Delivered, deliver } from "#services/triggers/deliver.ts";
import { CLOSED_S, proveSender } from "#services/triggers/prove-sender.ts";
import { refusalOf, statusOf } from "../../refusals.ts";
import { browserOf } from "../context-of.ts";
import { CUT_OFF_BODY, receivedBody } from "../request/received-body.ts";
import { webProcess } from "../web-process.ts";

/** What the audit calls it. */
const ACT = "triggers.receive";
const WORK = "reading the secret of a webhook";
const KEPT = "Nothing was kept of the event.";
const JSON_TYPE = /^application\/(?:json|[a-z0-9.+-]+\+json)$/;
const MAX_NAME = 100;
/** The queue of a graph empties at the pace of its pipelines: so the sender asks again now and then. */
const RETRY_AFTER_S = 60;

const STATUS: Readonly<Record<Delivered["state"], number>> = { launched: 202, filtered: 200, refused: 422 };

type Parts = {
  readonly database: Database;
  readonly secrets: () => Promise<SecretBox>;
  readonly refusedCalls: RefusedCalls;
  readonly warnings: Pick<RepeatedWarnings, "failed">;
};

/**
 * Takes an event for a webhook, from whoever has its secret. A sender should send it again after every answer except 2xx,
 * 400, 413, 415 and 422: these say what has to be changed.
 */
export async function serveHook(request: Request, name: string): Promise<Response> {
  const { address, device } = browserOf(request.headers, currentPeer());
  const source = { who: "caller", id: null, name: "", address, device } as const;
  return answerHook(webProcess(), request, name, source);
}

/** As `serveHook`, for given parts. */
export async function answerHook(
  { database, secrets, refusedCalls, warnings }: Parts,
  request: Request,
  name: string,
  source: AuditSource,
): Promise<Response> {
  const { headers } = request;
  // After too many wrong proofs it is closed for longer than a queue needs.
  let retryAfter = CLOSED_S;
  try {
    const body = await bodyOf(request);
    const shown = {
      signature: headers.get("x-hub-signature-256"),
      authorization: headers.get("authorization"),
      address: source.address,
      body,
    };
    const { idHeader, maxQueued = USUAL_MAX_QUEUED } = await proveSender(
      { database, secrets, onProblem: (problem) => warnings.failed(WORK, problem) },
      name,
      shown,
    );
    retryAfter = RETRY_AFTER_S;
    const type = headers.get("content-type")?.split(";")[0]?.trim().toLowerCase() ?? "";
    if (!JSON_TYPE.test(type)) return unknownType(type);
    const event = {
      body: jsonOf(body, headers.get("content-type")),
      headers: new Map<string, Json>(headers),
      query: new Map<string, Json>(new URL(request.url).searchParams),
    };
    const key = keyOf(headers, idHeader);
    const given = { trigger: name, key, event, maxQueued };
    return answerOf(await deliver(database, given), key);
  } catch (error) {
    const refusal = refusalOf(error);
    if (refusal === null) throw error;
    const { code, text, kept = KEPT, todo, problems } = refusal;
    const object = { kind: "trigger", name: name.slice(0, MAX_NAME) } as const;
    if (code === "not-signed-in") await refusedCalls.add({ source, act: ACT, object, code, text });
    const status = code === "state-forbids" ? 409 : statusOf(refusal);
    const later: Record<string, string> = status === 429 ? { "retry-after": String(retryAfter) } : {};
    return jsonAnswer(status, { error: code, text, kept, todo, problems }, later);
  }
}

function answerOf({ state, pipelineId, reason, isRepeat }: Delivered, id: string): Response {
  const status = isRepeat ? 200 : STATUS[state];
  return jsonAnswer(status, { id, state, pipeline: pipelineId, reason, isRepeat });
}

function unknownType(type: string): Response {
  const found = type === "" ? "none" : type.slice(0, MAX_NAME);
  return jsonAnswer(415, {
    error: "bad-input",
    text: `Wanted an event as application/json, found ${found}.`,
    kept: KEPT,
    todo: "Send the header Content-Type: application/json. GitHub has it as the content type of a webhook.",
  });
}

/** The id of the event: without one it could not be told from the same event that is sent again. */
function keyOf(headers: Headers, idHeader: string | undefined): string {
  const names = idHeader === undefined ? USUAL_ID_HEADERS : [idHeader];
  for (const name of names) {
    const key = headers.get(name)?.trim() ?? "";
    if (key !== "") return key;
  }
  return refuse("bad-input", `The event has no id: wanted the header ${names.join(" or ")}.`, {
    kept: KEPT,
    todo: "Send an id that is the same when the same event is sent again. The trigger can name another header.",
  });
}

async function bodyOf(request: Request): Promise<Buffer> {
  let bytes = 0;
  const body = await receivedBody(request, ({ byteLength }) => {
    bytes += byteLength;
    if (bytes > MAX_EVENT_BYTES)
      refuse("too-large", `An event may have at most ${MAX_EVENT_BYTES.toLocaleString("en")} bytes.`);
  });
  return body ?? refuse("bad-input", CUT_OFF_BODY);
}

function jsonOf(body: Buffer, contentType: string | null): Json {
  const text = readText(body, charsetOf(contentType));
  if (!text.ok) return refuse("bad-input", `The event cannot be read as text: ${text.problem}.`);
  const read = readJson(text.text);
  if (read.ok) return read.value;
  return refuse("bad-input", `${read.isDuplicate ? "" : "The event is no JSON. "}${read.problem}`);
}

function jsonAnswer(
  status: number,
  answer: object,
  headers: Readonly<Record<string, string>> = {},
): Response {
  return Response.json(answer, { status, headers: { "cache-control": "no-store", ...headers } });
}
