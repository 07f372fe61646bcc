import fc from "fast-check";
import { contentOf, type SimulatedPipeline } from "./simulated-pipeline.ts";

const x = { script: "x" };
const CONDITIONS = [
  "succeeded",
  "failed",
  "always",
  "default",
  "true",
  "false",
  "1 / 0 > 0",
  "state == 'failed'",
  "exit == 0",
  "rescue",
] as const;
/** Graphs of up to nine vertices with every rule for edges, joins, branches and final steps. */
export const arbitraryGraph = fc
  .record({
    size: fc.integer({ min: 1, max: 9 }),
    edges: fc.array(fc.tuple(fc.nat(8), fc.nat(8), fc.constantFrom(...CONDITIONS)), { maxLength: 14 }),
    settings: fc.array(
      fc.constantFrom(
        {},
        {},
        { retry: { max: 2, delay: "1s" } },
        { onLost: "retry" },
        { onLost: "fail" },
        { onFailure: "ignore" },
        { poll: { every: "1s", timeout: "3s" } },
        { timeout: "1m", onTimeout: "skip" },
        { kind: "wait", wait: { for: "1m" } },
      ),
      { minLength: 9, maxLength: 9 },
    ),
    branches: fc.array(fc.constantFrom(undefined, undefined, "first", "one", "some"), {
      minLength: 9,
      maxLength: 9,
    }),
    joins: fc.array(fc.constantFrom("all", "any", "every"), { minLength: 9, maxLength: 9 }),
    asking: fc.array(fc.boolean(), { minLength: 9, maxLength: 9 }),
    onFailure: fc.constantFrom("stop", "continue"),
    finalOf: fc.array(fc.constantFrom(undefined, undefined, "always", "failed", "succeeded"), {
      minLength: 9,
      maxLength: 9,
    }),
  })
  .map(({ size, edges: drawn, joins, settings, branches, asking, onFailure, finalOf }) => {
    const vertices = Object.fromEntries(
      Array.from({ length: size }, (_, number) => [
        `v${number}`,
        {
          ...x,
          join: joins[number],
          ...settings[number],
          ...(branches[number] !== undefined && { branch: branches[number] }),
          ...(settings[number] !== undefined && "kind" in settings[number] && { script: "" }),
          ...(asking[number] === true && { inputs: { i: { type: "string", required: true } } }),
        },
      ]),
    );
    const seen = new Set<string>();
    const edges = drawn.flatMap(([one, other, when]): { tail: string; head: string }[] => {
      const [tail, head] = [Math.min(one, other), Math.max(one, other)];
      const key = `${tail} ${head}`;
      if (tail === head || head >= size || seen.has(key)) return [];
      seen.add(key);
      const ends = { tail: `v${tail}`, head: `v${head}` };
      const more =
        when === "rescue"
          ? { when: "failed", rescue: true }
          : when === "default"
            ? { default: true }
            : { when };
      return [{ ...ends, ...more }];
    });
    const joined = new Set(edges.flatMap(({ tail, head }) => [tail, head]));
    const finals = Object.entries(vertices).map(([name, vertex], number) => {
      const final = joined.has(name) ? undefined : finalOf[number];
      return [name, { ...vertex, ...(final !== undefined && { final }) }] as const;
    });
    return contentOf(Object.fromEntries(finals), edges, { onFailure, timeout: "1h" });
  });
/** Random numbers that choose the next event among the possible ones. */
export const arbitraryChoices = fc.array(
  fc.record({ what: fc.nat(99), which: fc.nat(99), how: fc.nat(99) }),
  {
    minLength: 80,
    maxLength: 80,
  },
);

/** Feeds one of the events that are possible now. */
export function feedRandomEvent(
  run: SimulatedPipeline,
  { what, which, how }: { what: number; which: number; how: number },
): void {
  const pick = (numbers: readonly number[]) => numbers[which % Math.max(1, numbers.length)];
  const running = pick(run.in("running"));
  const late = pick(run.in("lost"));
  const pending = pick(run.in("pending"));
  const prompting = pick(run.in("prompting"));
  const sleeping = pick(run.in("sleeping"));
  const ended = pick(run.in("succeeded", "failed", "skipped"));
  const decidable = pick(run.in("failed", "lost"));
  run.now += 500;
  if (sleeping !== undefined && how < 60) run.feed({ type: "timer-due", number: sleeping });
  else if (what < 2) run.feed({ type: "cancelled", by: "ann", isKill: how > 80 });
  else if (what < 3) run.feed({ type: "overdue" });
  else if (how >= 95) run.feed({ type: "break", number: which % run.plan.vertices.length, isSet: what < 60 });
  else if (what < 5 && ended !== undefined) run.feed({ type: "rerun", number: ended });
  else if (what < 10 && decidable !== undefined) run.feed({ type: "retried", number: decidable });
  else if (what < 15 && decidable !== undefined)
    run.feed({ type: "forced", number: decidable, to: how < 50 ? "succeeded" : "failed", reason: "seen" });
  else if (what < 25 && running !== undefined) run.feed({ type: "lost", number: running, reason: "lost" });
  else if (what < 30 && running !== undefined)
    run.feed({ type: "settled", number: running, outcome: { to: "handed-back" } });
  else if (what < 33 && running !== undefined)
    run.feed({ type: "settled", number: running, outcome: { to: "skipped", reason: "timeout" } });
  else if (what < 36 && sleeping !== undefined)
    run.feed({ type: "forced", number: sleeping, to: how < 50 ? "skipped" : "failed", reason: "seen" });
  else if (what < 45 && prompting !== undefined) run.answer(prompting, { i: "x" });
  else if (what < 70 && pending !== undefined) run.claim(pending);
  else if (late !== undefined && how >= 90) run.end(late, which < 50 ? "succeeded" : "failed");
  else if (running !== undefined) run.end(running, how < 70 ? "succeeded" : "failed");
}

/** Ends the pipeline without further faults: every prompt is answered and every script succeeds. */
export function finish(run: SimulatedPipeline): void {
  for (let round = 0; round < 400 && run.pipeline.state === "running"; round += 1) {
    const [pending] = run.in("pending");
    const [running] = run.in("running", "lost");
    const [prompting] = run.in("prompting");
    const [sleeping] = run.in("sleeping");
    if (sleeping !== undefined && run.track(sleeping).sleep === "break")
      run.feed({ type: "break", number: sleeping, isSet: false });
    else if (sleeping !== undefined) run.feed({ type: "timer-due", number: sleeping });
    else if (prompting !== undefined) run.answer(prompting, { i: "x" });
    else if (pending !== undefined) run.claim(pending);
    else if (running !== undefined) run.end(running, "succeeded");
  }
}
