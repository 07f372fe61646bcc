import { expect, test } from "vitest";
import { ALL_RIGHTS } from "#engine/rights/policy.ts";
import { insertPerson } from "#repos/people/person-rows.ts";
import { startTestSystem } from "#testing/test-system.ts";
import { fireTimers } from "../background/fire-timers.ts";
import { cancelPipeline } from "../pipelines/cancel-pipeline.ts";
import { listEvents } from "../pipelines/read/show-pipeline.ts";
import { Refused } from "../refusals/refused.ts";
import type { Actor } from "../rights/actor.ts";
import { answerPrompt } from "./answer-prompt.ts";
import { listInbox } from "./list-inbox.ts";
import { showPrompt } from "./show-prompt.ts";

const { database, launch } = await startTestSystem({ connections: 12 });
const { queries, pool } = database;

async function person(name: string): Promise<Actor> {
  const id = await insertPerson(queries, { name, email: null, createdBy: "test" });
  return { who: "person", id, sessionId: id, name, rights: ALL_RIGHTS };
}
const [ANN, BOB] = [await person("Ann"), await person("Bob")];

/** A pipeline that waits for an approval, and the prompt of it. */
async function asked(name: string, timeout = "1h") {
  const run = await launch(
    `signalbox: 1\nname: ${name}\nvertices:\n  gate: { kind: approval, prompt: { title: "Go?", timeout: ${timeout}, onTimeout: reject } }\n`,
  );
  const { items } = await listInbox(queries, { state: "open" }, "all", ANN);
  const id = items.find(({ pipeline }) => pipeline.id === run.id)?.id ?? 0;
  return { run, id };
}

type Asked = Awaited<ReturnType<typeof asked>>;

const approve = ({ id }: Asked, by: Actor) =>
  answerPrompt(database, { id, values: {}, verdict: "approve", comment: "fine" }, by);
const reject = ({ id }: Asked, by: Actor) =>
  answerPrompt(database, { id, values: {}, verdict: "reject", comment: "no" }, by);
const cancel = ({ run }: Asked) =>
  cancelPipeline(database, { id: run.id, kill: false, reason: "wrong machine" }, "Cas");

/** The time to answer ends now, by the database's clock. */
const endTime = ({ run }: Asked) =>
  pool.query("update track set due_at = now(3) where pipeline_id = ?", [run.id]);

/** Begins all at once. Each round another one is the first to ask for a connection. */
async function race(round: number, acts: readonly (() => Promise<unknown>)[]) {
  const order = acts.map((_act, place) => (place + round) % acts.length);
  const ended = await Promise.allSettled(order.map((place) => acts[place]?.()));
  return acts.map((_act, place) => ended[order.indexOf(place)] ?? ended[0]);
}

/** The refusal that the loser reads; null for the winner. */
function refusalOf(end: PromiseSettledResult<unknown> | undefined) {
  if (end?.status !== "rejected") return null;
  expect(end.reason).toBeInstanceOf(Refused);
  return (end.reason as Refused).refusal;
}

const endsOf = async ({ run }: Asked) =>
  (await listEvents(queries, run.id, undefined, 100)).filter(
    ({ vertex, from }) => vertex === "gate" && from === "prompting",
  );

const ROUNDS = 8;

test("of two people who answer at the same moment one counts, and the other reads that theirs was not recorded, and whose was", async () => {
  for (let round = 0; round < ROUNDS; round += 1) {
    const gate = await asked(`two-${round}`);
    const [approval, rejection] = await race(round, [() => approve(gate, ANN), () => reject(gate, BOB)]);
    const refusals = [refusalOf(approval), refusalOf(rejection)];
    expect(refusals.filter((refusal) => refusal === null)).toHaveLength(1);
    const winner = refusals[0] === null ? "Ann approved" : "Bob rejected";
    expect(refusals.find((refusal) => refusal !== null)).toMatchObject({
      code: "conflict",
      text: expect.stringContaining(`${winner} prompt ${gate.id} first`),
      kept: "Your answer was not recorded.",
    });
    expect(await showPrompt(queries, gate.id)).toMatchObject({
      state: "answered",
      answeredBy: winner.slice(0, 3),
      comment: winner === "Ann approved" ? "fine" : "no",
    });
    expect(await endsOf(gate)).toHaveLength(1);
  }
});

test("of a person and the end of the time in the same second one counts: a late answer is refused, and one that was in time is not undone", async () => {
  for (let round = 0; round < ROUNDS; round += 1) {
    const gate = await asked(`late-${round}`);
    const [approval] = await race(round, [
      () => approve(gate, ANN),
      () => endTime(gate).then(() => fireTimers(database)),
    ]);
    const refusal = refusalOf(approval);
    const prompt = await showPrompt(queries, gate.id);
    expect(await endsOf(gate)).toHaveLength(1);
    if (refusal === null) expect(prompt).toMatchObject({ state: "answered", answeredBy: "Ann" });
    else {
      expect(refusal).toMatchObject({ kept: "Your answer was not recorded." });
      expect(refusal.text).toMatch(/the time to answer .*is over|nobody answered/i);
      // The answer that came while the time was over and the clock had not looked yet changes nothing.
      await fireTimers(database);
      expect(await showPrompt(queries, gate.id)).toMatchObject({ state: "withdrawn", answeredBy: null });
    }
    await fireTimers(database);
    expect(await endsOf(gate)).toHaveLength(1);
  }
});

test("both orders of a person and the end of the time, one after the other", async () => {
  const before = await asked("in-time");
  await approve(before, ANN);
  await endTime(before);
  await fireTimers(database);
  expect(await showPrompt(queries, before.id)).toMatchObject({ state: "answered", answeredBy: "Ann" });

  const unseen = await asked("over-and-unseen");
  await endTime(unseen);
  await expect(approve(unseen, ANN)).rejects.toMatchObject({
    refusal: {
      code: "state-forbids",
      text: `The time to answer prompt ${unseen.id} is over.`,
      kept: "Your answer was not recorded.",
    },
  });
  await fireTimers(database);
  await expect(approve(unseen, ANN)).rejects.toMatchObject({
    refusal: {
      code: "state-forbids",
      text: expect.stringMatching(/was withdrawn.*nobody answered/),
      kept: "Your answer was not recorded.",
    },
  });
  for (const gate of [before, unseen]) expect(await endsOf(gate)).toHaveLength(1);
});

test("of an answer, another one and a cancel at the same moment the track ends once; whoever lost reads whose act it was", async () => {
  for (let round = 0; round < ROUNDS; round += 1) {
    const gate = await asked(`cancelled-${round}`);
    const [approval, rejection, cancelled] = await race(round, [
      () => approve(gate, ANN),
      () => reject(gate, BOB),
      () => cancel(gate),
    ]);
    const lost = [refusalOf(approval), refusalOf(rejection)].flatMap((refusal) => refusal ?? []);
    const prompt = await showPrompt(queries, gate.id);
    expect(await endsOf(gate)).toHaveLength(1);
    if (prompt.state === "answered") {
      expect(lost).toHaveLength(1);
      expect(lost[0]?.text).toContain(`${prompt.answeredBy}`);
      // The last track had ended, and so had the pipeline: there was nothing to cancel.
      expect(refusalOf(cancelled)).not.toBeNull();
    } else {
      expect(lost).toHaveLength(2);
      expect(prompt).toMatchObject({
        state: "withdrawn",
        whyWithdrawn: "The pipeline was cancelled by Cas: wrong machine.",
      });
      for (const { text } of lost) expect(text).toContain("cancelled by Cas: wrong machine");
    }
    for (const { kept } of lost) expect(kept).toBe("Your answer was not recorded.");
  }
});

test("an answer to a prompt that opened at another time than the one that was seen is refused: a restored database gives ids again", async () => {
  const gate = await asked("restored");
  const { openedAt } = await showPrompt(queries, gate.id);
  const answer = (at: number) =>
    answerPrompt(database, { id: gate.id, values: {}, verdict: "approve", openedAt: at }, ANN);
  const [other] = await Promise.allSettled([answer(openedAt.getTime() - 1)]);
  expect(refusalOf(other)).toMatchObject({ code: "conflict", kept: "Your answer was not recorded." });
  await answer(openedAt.getTime());
  expect(await showPrompt(queries, gate.id)).toMatchObject({ state: "answered", answeredBy: "Ann" });
});
