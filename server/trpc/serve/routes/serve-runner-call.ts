import {
  enrolInput,
  MAX_RUNNER_BODY,
  RUNNER_CALLS,
  type RunnerCall,
} from "#contract/runners/runner-calls.ts";
import { ownOf } from "#engine/json/json.ts";
import { readWireText, wireText } from "#engine/json/wire.ts";
import { currentPeer, type Peer } from "#platform/addresses/peer.ts";
import { bearerToken } from "#platform/bearer-token.ts";
import { type Database, transact } from "#platform/database/db.ts";
import { isLoopbackAddress } from "#platform/loopback.ts";
import type { RepeatedWarnings } from "#platform/warnings/repeated-warnings.ts";
import type { AuditSource } from "#services/audit/audit-entry.ts";
import type { RefusedCalls } from "#services/audit/refused-calls.ts";
import { refuse } from "#services/refusals/refused.ts";
import type { RunnerCalls } from "#services/remote-runners/runner-calls.ts";
import { enrolRunner, rightsOfToken } from "#services/remote-runners/runner-tokens.ts";
import { auditedFor } from "../../audited.ts";
import { refusalOf, statusOf } from "../../refusals.ts";
import { CUT_OFF_BODY, receivedBody } from "../request/received-body.ts";
import { webProcess } from "../web-process.ts";

/** The one call that needs a code, and no token. */
const ENROL = "enroll";
const ENROL_ACT = "runners.enroll";

/** What the calls of remote runners need. */
export type RunnerCallParts = {
  readonly database: Database;
  readonly warnings: RepeatedWarnings;
  readonly refusedCalls: RefusedCalls;
  readonly runnerCalls: () => RunnerCalls;
};

/** Answers a call of a runner that has no database of its own. */
export async function serveRunnerCall(request: Request, name: string): Promise<Response> {
  return answerRunnerCall(webProcess(), request, name, currentPeer());
}

/** As `serveRunnerCall`, for given parts. @param peer who sent it. */
export async function answerRunnerCall(
  parts: RunnerCallParts,
  request: Request,
  name: string,
  peer: Peer | null,
): Promise<Response> {
  const work = `the call ${name.slice(0, 40)} of a runner`;
  try {
    const answer = await answerOf(parts, request, name, peer);
    parts.warnings.worked(work);
    return jsonResponse(200, wireText(answer));
  } catch (error) {
    const refusal = refusalOf(error);
    if (refusal !== null) {
      const { code, text } = refusal;
      if (name === ENROL)
        await parts.refusedCalls.add({ source: sourceOf(peer), act: ENROL_ACT, code, text, object: null });
      return jsonResponse(statusOf(refusal), JSON.stringify({ refusal }));
    }
    parts.warnings.broke(work, error);
    return jsonResponse(500, JSON.stringify({ refusal: null }));
  }
}

async function answerOf(
  { database, runnerCalls }: RunnerCallParts,
  request: Request,
  name: string,
  peer: Peer | null,
): Promise<unknown> {
  if (!isUnread(peer))
    return refuse(
      "not-allowed",
      "A runner's call must be encrypted: others could read its token and secrets.",
      {
        todo: "Use https, or this machine's own address.",
      },
    );
  const schema = ownOf(RUNNER_CALLS, name as RunnerCall);
  if (name === ENROL) {
    const input = enrolInput.parse(await inputOf(request));
    return transact(auditedFor(database, sourceOf(peer), ENROL_ACT), (tx) => enrolRunner(tx, input));
  }
  const token = bearerToken(request.headers.get("authorization"));
  if (token === null) return refuse("not-signed-in", "A runner shows its token.");
  const rights = await rightsOfToken(database.queries, token);
  if (schema === undefined) return refuse("not-found", `There is no call "${name}" for runners.`);
  const input = schema.parse(await inputOf(request));
  return runnerCalls().carryOut(name as RunnerCall, rights, input as never, request.signal);
}

function sourceOf(peer: Peer | null): AuditSource {
  const address = peer?.by === "network" ? peer.address : "";
  return { who: "nobody", id: null, name: "", address, device: "" };
}

async function inputOf(request: Request): Promise<unknown> {
  let bytes = 0;
  const body = await receivedBody(request, ({ byteLength }) => {
    bytes += byteLength;
    if (bytes > MAX_RUNNER_BODY) refuse("too-large", `A call may have at most ${MAX_RUNNER_BODY} bytes.`);
  });
  if (body === null) return refuse("bad-input", CUT_OFF_BODY);
  try {
    return readWireText(body.toString("utf8"));
  } catch {
    return refuse("bad-input", "The call is no JSON, or has a tag that is not known.");
  }
}

/** True where nobody on the way can read what is sent. */
function isUnread(peer: Peer | null): boolean {
  if (peer === null || peer.by === "socket") return true;
  return peer.isEncrypted || isLoopbackAddress(peer.address);
}

function jsonResponse(status: number, text: string): Response {
  return new Response(text, {
    status,
    headers: { "content-type": "application/json", "cache-control": "no-store" },
  });
}
