import { MAX_COST_TOGETHER, totalCost } from "#engine/cost/cost.ts";
import { writeJson } from "#engine/json/write-json.ts";
import { calledAttempt, callsOutcome } from "#engine/kinds/wait/callback.ts";
import type { Json } from "#engine/model/graph-content.ts";
import type { PipelineState } from "#engine/model/pipeline.ts";
import { STATE_WORDS } from "#engine/model/state-words.ts";
import { cutWithMark } from "#engine/text/cut-text.ts";
import { untrustedValueProblem } from "#engine/values/untrusted-value.ts";
import { type Database, transact } from "#platform/database/db.ts";
import { callKeyOf } from "#repos/pipelines/pipeline-rows.ts";
import {
  type CalledAttempt,
  callsTo,
  insertCall,
  setCallState,
  stateOfEvent,
  sumOfCalls,
  tracksCalledEarly,
} from "#repos/tracks/callback-call-rows.ts";
import { noteTrack } from "../pipeline-session/note-track.ts";
import type { PipelineSession } from "../pipeline-session/pipeline-session.ts";
import { isSignedBy, readCallbackAddress } from "../pipeline-session/read/callback-address.ts";
import { MAX_LISTED, runAllThenThrow } from "../pipeline-session/run-all-then-throw.ts";
import { withPipeline } from "../pipeline-session/with-pipeline.ts";
import { refuse } from "../refusals/refused.ts";

/** A caller that sends more to one attempt is faulty. */
const MAX_CALLS = 1_000;
const MAX_BYTES = 4 * 1024 * 1024;
/** Pipelines in these states never run again. */
const GONE: ReadonlySet<PipelineState> = new Set<PipelineState>(["cancelled", "reverted"]);
const ACTOR = "callback";
/** The rest waits for the next call. */
const MAX_TRACKS = 50;

/**
 * `delivered`: the track knows the call. `pending`: it is kept until the track waits. `repeated`: the event is known
 * already.
 */
export type CallResult = "delivered" | "pending" | "repeated";

/**
 * Receives a call from outside. When it returns, the call is stored; a call that comes before its track waits is kept.
 * The same event a second time changes nothing.
 *
 * @param word the last part of the address.
 * @throws Refused `not-found` where no track has this address; `state-forbids` where its attempt is over, which is
 *   recorded; `bad-input` where the data cannot be stored; `check-failed` where the track cannot use it, which is
 *   recorded and changes nothing, or fails it where its `onInvalid` is `fail`; `too-large` after too many calls.
 */
export async function receiveCall(
  database: Database,
  word: string,
  call: { readonly eventId: string | null; readonly body: Json },
): Promise<CallResult> {
  const called = readCallbackAddress(word);
  if (called === null) return refuse("not-found", "There is nothing to call at this address.");
  const problem = untrustedValueProblem(call.body);
  if (problem !== null) {
    const place = problem.at.length === 0 ? "" : `, at ${problem.at.join(".")}`;
    return refuse("bad-input", `The call's data cannot be kept${place}: ${problem.text}`);
  }
  // The signature is checked before anything is locked: a stranger must not be able to delay a pipeline.
  const callKey = await callKeyOf(database.queries, called.pipelineId);
  if (!isSignedBy({ id: called.pipelineId, callKey }, called))
    return refuse("not-found", "There is nothing to call at this address.");
  const result = await transact(database, (tx) =>
    withPipeline(tx, called.pipelineId, async (session) => {
      if (session.plan.vertices[called.number] === undefined)
        return refuse("not-found", "There is nothing to call at this address.");
      await session.load([called.number]);
      const received = await receive(session, called, call);
      if (received === "delivered" || received === "pending")
        noteTrack(session, called.number, null, { after: { call: received, eventId: call.eventId } });
      return received;
    }),
  );
  if (typeof result === "object")
    return refuse(
      "check-failed",
      `${sentence(result.misfit)} ${result.hasFailed ? "The track has failed." : "Nothing was changed: the track goes on waiting."}`,
    );
  if (result === "late")
    return refuse("state-forbids", "This address was for an attempt that is over. Nothing was changed.");
  return result;
}

async function receive(
  session: PipelineSession,
  place: CalledAttempt,
  { eventId, body }: { readonly eventId: string | null; readonly body: Json },
): Promise<CallResult | "late" | Misfit> {
  const { number, attempt } = place;
  const track = session.track(number);
  const known = eventId === null ? null : await stateOfEvent(session.tx, place, eventId);
  if (known !== null) return known === "late" ? "late" : "repeated";
  // A track that was not reached because of a failure may still be reached after a retry: its address stays valid.
  const isCancelled = session.row.cancelledBy !== null && session.isEndedEarlyFor(number);
  const isOver = attempt !== calledAttempt(track) || GONE.has(session.row.state) || isCancelled;
  const { count, bytes } = await sumOfCalls(session.tx, place);
  if (count >= MAX_CALLS || bytes > MAX_BYTES)
    return refuse("too-large", `This address was sent ${count} calls of ${bytes} bytes: no more is taken.`);
  const { pipelineId } = place;
  const state = isOver ? "late" : "pending";
  await insertCall(session.tx, { pipelineId, number, attempt, eventId, body, state });
  if (isOver) {
    session.addRefusedEvent(
      number,
      attempt,
      `late call refused: attempt ${attempt} is over, and the track is ${STATE_WORDS[track.state]}`,
      ACTOR,
    );
    return "late";
  }
  return deliver(session, place);
}

/**
 * Gives a waiting track the calls that it does not know yet, one after the other, until it has ended. A call whose data
 * it cannot use is recorded, and left out.
 *
 * @returns what became of the newest call: `pending` where the track does not wait, `late` where an earlier call ended
 *   it.
 */
async function deliver(
  session: PipelineSession,
  place: CalledAttempt,
): Promise<"delivered" | "pending" | "late" | Misfit> {
  const { number, attempt } = place;
  const waits = () =>
    session.track(number).sleep === "callback" && session.track(number).state === "sleeping";
  if (!waits()) return "pending";
  const states = { delivered: [] as number[], late: [] as number[], misfit: [] as number[] };
  const used: Json[] = [];
  let newest: "delivered" | "pending" | "late" | Misfit = "delivered";
  const before = totalCost();
  for (const { id, state, body } of await callsTo(session.tx, place)) {
    if (state === "misfit") continue;
    used.push(body);
    if (state !== "pending") continue;
    // Else thousands of large calls would hold the pipeline: `deliverEarlyCalls` goes on.
    if (totalCost() - before > MAX_COST_TOGETHER) {
      newest = "pending";
      break;
    }
    if (!waits()) {
      states.late.push(id);
      newest = "late";
    } else if (await session.decideIfAllowed({ type: "called", number, calls: [...used] }, ACTOR)) {
      const misfit = failingMisfit(session, number, used);
      if (misfit !== null) session.addRefusedEvent(number, attempt, misfitText(misfit, body), ACTOR);
      states[misfit === null ? "delivered" : "misfit"].push(id);
      newest = misfit === null ? "delivered" : { misfit, hasFailed: true };
      if (waits()) session.remark(number, `called: ${used.length} so far`, ACTOR);
    } else {
      const misfit = problemOf(session, number, used);
      session.addRefusedEvent(number, attempt, misfitText(misfit, body), ACTOR);
      states.misfit.push(id);
      used.pop();
      newest = { misfit, hasFailed: false };
    }
  }
  await setCallState(session.tx, states.delivered, "delivered");
  await setCallState(session.tx, states.late, "late");
  // The caller may send the event again with other data.
  await setCallState(session.tx, states.misfit, "misfit", { eventId: null });
  return newest;
}

/** A call whose data the track cannot use. */
type Misfit = { readonly misfit: string; readonly hasFailed: boolean };

const MAX_SHOWN = 200;

/** Why the newest of these calls cannot be used, where the track failed because of it; null where it did not. */
function failingMisfit(session: PipelineSession, number: number, calls: readonly Json[]): string | null {
  if (session.track(number).state !== "failed") return null;
  const end = callsOutcome(session.vertex(number), calls, session.facts);
  return end?.to === "failed" && end.isRefused ? end.reason : null;
}

/** Why a track cannot use the newest of these calls. */
function problemOf(session: PipelineSession, number: number, calls: readonly Json[]): string {
  const end = callsOutcome(session.vertex(number), calls, session.facts);
  return end?.to === "misfit" ? end.problem : "the call does not fit";
}

/** What the history says of such a call, with the beginning of its data. */
function misfitText(problem: string, body: Json): string {
  const text = writeJson(body);
  return `call refused: ${problem.replace(/\.$/, "")}. Sent: ${cutWithMark(text, MAX_SHOWN)}`;
}

function sentence(problem: string): string {
  return `${problem.charAt(0).toUpperCase()}${problem.slice(1).replace(/\.$/, "")}.`;
}

/** Delivers the calls that came before their track waited. Any number of processes may do this at once. */
export async function deliverEarlyCalls(database: Database): Promise<void> {
  const called = await tracksCalledEarly(database.queries, MAX_LISTED);
  await runAllThenThrow(
    called.map(
      ({ pipelineId, number }) =>
        () =>
          transact(database, (tx) =>
            withPipeline(tx, pipelineId, async (session) => {
              await session.load([number]);
              await deliver(session, { pipelineId, number, attempt: calledAttempt(session.track(number)) });
            }),
          ),
    ),
    MAX_TRACKS,
  );
}
