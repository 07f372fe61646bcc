import { jsonFrom } from "#engine/json/json.ts";
import type { TrackState } from "#engine/model/track.ts";
import { PEOPLE } from "../store/simulated-approvals.ts";
import { LOST } from "../store/simulated-store.ts";
import { QUIESCE_AT_MS } from "../time/quiesce-at.ts";
import type { WorldControls } from "./world-controls.ts";

/**
 * Actions of people: answer, decide about lost or failed tracks, cancel, pause. After quiescence they only help it to
 * end.
 */
export function operatorActions(world: WorldControls): void {
  const { store, random, now } = world;
  if (store.isAway) return;
  const { run } = store;
  const isQuiesced = now > QUIESCE_AT_MS;
  const some = (state: TrackState) => random.pick(run.in(state));
  const prompting = some("prompting");
  if (prompting !== undefined) {
    const verdict = random.chance(0.8) ? "approve" : "reject";
    store.answer(prompting, now, { verdict, by: random.pick(PEOPLE) ?? "ann", comment: null });
  }
  const lost = some("lost");
  if (lost !== undefined && (isQuiesced || random.chance(0.3))) {
    world.decided.add(lost);
    const to = random.pick(["succeeded", "failed", "skipped"] as const) ?? "failed";
    const event =
      isQuiesced || random.chance(0.5)
        ? ({ type: "forced", number: lost, to, reason: "seen" } as const)
        : ({ type: "retried", number: lost } as const);
    store.act(event, now);
  }
  const broken = some("revert_failed");
  if (broken !== undefined && !isQuiesced && random.chance(0.3))
    store.act({ type: "retried", number: broken }, now);
  const passed = some("not_reverted");
  if (passed !== undefined && !isQuiesced && random.chance(0.2)) {
    world.decided.add(passed);
    store.act({ type: "forced", number: passed, to: "succeeded", reason: "undone by hand" }, now);
  }
  const stopped = run.in("sleeping").find((number) => run.track(number).sleep === "break");
  if (stopped !== undefined) store.act({ type: "break", number: stopped, isSet: false }, now);
  callFromOutside(world);
  if (store.isPaused) store.isPaused = isQuiesced ? false : random.chance(0.5);
  if (isQuiesced) return;
  if (random.chance(0.1)) world.children.mendOne();
  const any = random.between(0, run.plan.vertices.length - 1);
  const failed = some("failed");
  const chance = random.next();
  if (chance < 0.1) store.isPaused = true;
  else if (failed !== undefined && chance < 0.4) {
    // It failed because its runner was lost. Its script may still run, and the person decides about exactly that.
    if (run.track(failed).reason === LOST) world.decided.add(failed);
    store.act({ type: "retried", number: failed }, now);
  } else if (chance < 0.45) store.act({ type: "break", number: any, isSet: true }, now);
  else if (chance < 0.5) {
    for (const { number } of run.plan.vertices) world.decided.add(number);
    store.act({ type: "rerun", number: any }, now);
  } else if (chance < 0.54)
    store.act({ type: "undo", from: random.chance(0.5) ? any : null, by: "ann" }, now);
  else if (chance < 0.56) store.act({ type: "cancelled", by: "ann", isKill: random.chance(0.3) }, now);
}

/** Calls a track from outside, at any time. A track that does not wait must refuse the call. */
function callFromOutside({ store, random, now }: WorldControls): void {
  const { run } = store;
  const number = random.between(0, run.plan.vertices.length - 1);
  const calls = Array.from({ length: random.between(1, 2) }, () => jsonFrom({ isBad: random.chance(0.2) }));
  const waits = run.track(number).sleep === "callback" && run.track(number).state === "sleeping";
  const refused = store.act({ type: "called", number, calls }, now);
  if ((refused === null) !== waits) throw new Error(`A ${run.track(number).state} track was called.`);
}
