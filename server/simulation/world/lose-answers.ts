import type { AttemptOutcome } from "#engine/plan/pipeline-now.ts";
import type { RandomSource } from "../random/random-source.ts";
import type { ClaimedAttempt, SimulatedStore } from "../store/simulated-store.ts";
import type { WorldRunner } from "./world-runner.ts";

/** The age at which a claim that its runner does not know is handed back, divided by ten. */
const MIN_AGE_MS = 3_000;
const RETRY_MS = 200;
/** A runner uses no answer that comes later than half of its lease after it asked. */
const MAX_ANSWER_MS = 1_500;

/** What the answers that a server gives to a remote runner need of the world. */
export type Hop = {
  readonly random: RandomSource;
  readonly store: SimulatedStore;
  at(inMs: number, act: () => void): void;
  readonly now: number;
  /** Whether the lease of this row is not over. */
  hasLease(life: number): boolean;
  isSilent(runner: WorldRunner): boolean;
  execute(runner: WorldRunner, attempt: ClaimedAttempt): void;
};

/**
 * The answer to a claim is lost behind the server, or late. The runner asks again: it is told the same, if the attempt is
 * still its own. Or the first answer comes, which was true when it was given. Or it never hears of it, and hands the claim
 * back when it is old.
 */
export function loseClaimAnswer(hop: Hop, runner: WorldRunner, attempt: ClaimedAttempt): void {
  const { random, store } = hop;
  const { life } = runner;
  const { track, token } = attempt;
  let isHandedBack = false;
  const isAnswered = () => runner.scripts.has(token);
  const begin = (): void => {
    if (isHandedBack || isAnswered() || !runner.isAlive || hop.now < runner.frozenUntil) return;
    if (store.settled.has(token)) throw new Error(`Attempt ${token} begins after it was handed back.`);
    // Silent runners begin nothing that another one would begin again.
    if (hop.isSilent(runner) && attempt.isRetriedWhenLost) handBack();
    else hop.execute(runner, attempt);
  };
  const answerAgain = (): void => {
    const { state } = store.run.track(track);
    const isUnderWay = state === "running" || state === "reverting";
    if (store.isAway || !store.holds(track, token) || !isUnderWay || !hop.hasLease(life)) return;
    begin();
  };
  const handBack = (): void => {
    if (isHandedBack || isAnswered() || !runner.isAlive || runner.life !== life || !store.holds(track, token))
      return;
    if (store.isAway) {
      hop.at(RETRY_MS, handBack);
      return;
    }
    isHandedBack = true;
    store.settle(track, token, { to: "handed-back" }, store.run.now);
  };
  if (random.chance(0.4)) hop.at(random.between(20, 300), answerAgain);
  else if (random.chance(0.7)) hop.at(random.between(20, MAX_ANSWER_MS), begin);
  hop.at(MIN_AGE_MS + random.between(0, 1_000), handBack);
}

/** A result that was answered arrives once more, later: a proxy repeats it, or the first call was slow. */
export function repeatResult(hop: Hop, { track, token }: ClaimedAttempt, outcome: AttemptOutcome): void {
  const { random, store } = hop;
  hop.at(random.between(10, 2_000), () => {
    if (store.isAway || store.settle(track, token, outcome, store.run.now) === "stale") return;
    throw new Error(`The result of attempt ${token} of track ${track} was carried out twice.`);
  });
}
