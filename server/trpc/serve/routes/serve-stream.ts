import { currentPeer } from "#platform/addresses/peer.ts";
import type { Database } from "#platform/database/db.ts";
import { charsetOf, readText } from "#platform/read-text.ts";
import type { RefusedCalls } from "#services/audit/refused-calls.ts";
import { refuse } from "#services/refusals/refused.ts";
import type { Actor } from "#services/rights/actor.ts";
import { judge } from "#services/rights/judge.ts";
import type { RedisAccess } from "#services/streams/redis-of-stream.ts";
import { type SendResult, sendRecords } from "#services/streams/send-records.ts";
import { showStream } from "#services/streams/streams.ts";
import { auditRefusal } from "../../audited.ts";
import { allowedActor } from "../../init.ts";
import { refusalOf, statusOf } from "../../refusals.ts";
import { authenticate } from "../authenticate.ts";
import { browserOf } from "../context-of.ts";
import { CUT_OFF_BODY, receivedBody } from "../request/received-body.ts";
import { webProcess } from "../web-process.ts";

/** What the audit calls it. */
const ACT = "streams.send";
const MAX_BODY_BYTES = 8 * 1024 * 1024;
const MAX_KEY = 200;
/** Whoever empties the stream works at its own pace: so the caller asks again now and then. */
const RETRY_AFTER_S = 5;
const NDJSON = /^application\/(?:x-ndjson|ndjson|jsonl|x-jsonlines)$/;

type Parts = RedisAccess & { readonly database: Database; readonly refusedCalls: RefusedCalls };

/** Takes records from outside for a stream: from a program with a token that may launch in the stream's folder. */
export async function serveStream(request: Request, name: string): Promise<Response> {
  const parts = webProcess();
  const peer = currentPeer();
  let actor: Actor | null = null;
  return answerStream(parts, request, name, {
    browser: browserOf(request.headers, peer),
    get actor() {
      return actor;
    },
    find: async () => {
      actor = await authenticate(parts.database, request.headers, peer);
      return actor;
    },
  });
}

/** Who sends. `find` finds out, and may refuse. */
type Sender = Parameters<typeof auditRefusal>[1] & { readonly find: () => Promise<Actor | null> };

/** As `serveStream`, for given parts. */
export async function answerStream(
  parts: Parts,
  request: Request,
  name: string,
  sender: Sender,
): Promise<Response> {
  const { database, refusedCalls } = parts;
  try {
    const actor = allowedActor(await sender.find(), "launch", true);
    await judge(database.queries, actor, "launch", { kind: "stream", name });
    const stream = await showStream(database.queries, name);
    const type = request.headers.get("content-type")?.split(";")[0]?.trim().toLowerCase() ?? "";
    const text = await textOf(request);
    const sending = {
      text,
      format: NDJSON.test(type) ? "ndjson" : "json",
      key: keyOf(request.headers),
    } as const;
    return answerOf(name, await sendRecords(database.queries, parts, stream, sending));
  } catch (error) {
    const refusal = refusalOf(error);
    if (refusal === null) throw error;
    if (refusal.code === "not-allowed" || refusal.code === "not-signed-in")
      await auditRefusal(refusedCalls, sender, ACT, refusal, { kind: "stream", name: name.slice(0, 100) });
    const { text, kept, todo } = refusal;
    return jsonAnswer(statusOf(refusal), { error: refusal.code, text, kept, todo });
  }
}

function answerOf(stream: string, result: SendResult): Response {
  const { length, maxLength } = result;
  const numbers = { stream, length, maxLength };
  if (result.isFull)
    return jsonAnswer(
      429,
      {
        error: "full",
        text: `The stream has ${length} of at most ${maxLength} entries, and no room for these records. Nothing was written.`,
        ...numbers,
      },
      { "retry-after": String(RETRY_AFTER_S) },
    );
  const { records } = result;
  const refused = records.filter(({ problem }) => problem !== null).length;
  const status = refused === 0 ? 200 : refused === records.length ? 422 : 207;
  return jsonAnswer(status, { ...numbers, taken: records.length - refused, refused, records });
}

function keyOf(headers: Headers): string | null {
  const key = headers.get("idempotency-key")?.trim() ?? "";
  if (key.length > MAX_KEY)
    return refuse("bad-input", `The header Idempotency-Key may have at most ${MAX_KEY} characters.`);
  return key === "" ? null : key;
}

async function textOf(request: Request): Promise<string> {
  let bytes = 0;
  const body = await receivedBody(request, ({ byteLength }) => {
    bytes += byteLength;
    if (bytes > MAX_BODY_BYTES)
      refuse("too-large", `A request may have at most ${MAX_BODY_BYTES} bytes. Nothing was written.`);
  });
  if (body === null) return refuse("bad-input", CUT_OFF_BODY);
  const read = readText(body, charsetOf(request.headers.get("content-type")));
  return read.ok
    ? read.text
    : refuse("bad-input", `The records cannot be read as text: ${read.problem}.`, {
        kept: "Nothing was written.",
      });
}

function jsonAnswer(
  status: number,
  answer: object,
  headers: Readonly<Record<string, string>> = {},
): Response {
  return Response.json(answer, { status, headers: { "cache-control": "no-store", ...headers } });
}
