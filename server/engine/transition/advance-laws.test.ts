import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { contentOf, SimulatedPipeline } from "#testing/engine/simulated-pipeline.ts";

const x = { script: "x" };

describe("any events in any order", () => {
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
  ] as const;
  const graphs = fc
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
      branches: fc.array(fc.constantFrom(undefined, undefined, "first", "one"), {
        minLength: 9,
        maxLength: 9,
      }),
      joins: fc.array(fc.constantFrom("all", "any", "every"), { minLength: 9, maxLength: 9 }),
      asking: fc.array(fc.boolean(), { minLength: 9, maxLength: 9 }),
      onFailure: fc.constantFrom("stop", "continue"),
    })
    .map(({ size, edges: drawn, joins, settings, branches, asking, onFailure }) => {
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
      const edges = drawn.flatMap(([one, other, when]) => {
        const [tail, head] = [Math.min(one, other), Math.max(one, other)];
        const key = `${tail} ${head}`;
        if (tail === head || head >= size || seen.has(key)) return [];
        seen.add(key);
        const ends = { tail: `v${tail}`, head: `v${head}` };
        return [when === "default" ? { ...ends, default: true } : { ...ends, when }];
      });
      return contentOf(vertices, edges, { onFailure, timeout: "1h" });
    });
  /** Random numbers that choose the next event among the possible ones. */
  const random = fc.array(fc.record({ what: fc.nat(99), which: fc.nat(99), how: fc.nat(99) }), {
    minLength: 80,
    maxLength: 80,
  });

  function feedRandomEvent(
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
    else if (what < 2) run.feed({ type: "cancelled", by: "ann" });
    else if (what < 3) run.feed({ type: "overdue" });
    else if (how >= 95)
      run.feed({ type: "break", number: which % run.plan.vertices.length, isSet: what < 60 });
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
  function finish(run: SimulatedPipeline): void {
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

  test("every invariant holds after every event, and every pipeline ends", () => {
    fc.assert(
      fc.property(graphs, random, (graph, choices) => {
        const run = new SimulatedPipeline(graph);
        for (const each of choices) feedRandomEvent(run, each);
        finish(run);
        expect(run.pipeline.state).not.toBe("running");
      }),
      { numRuns: 300 },
    );
  });

  test("the order in which tracks run does not change how they end", () => {
    fc.assert(
      fc.property(
        graphs,
        fc.array(fc.nat(99), { minLength: 60, maxLength: 60 }),
        fc.nat(511),
        (graph, order, fails) => {
          fc.pre(graph.onFailure === "continue");
          const ends = [order, [...order].reverse()].map((choices) => {
            const run = new SimulatedPipeline(graph);
            for (const choice of choices) {
              for (const sleeping of run.in("sleeping")) run.feed({ type: "timer-due", number: sleeping });
              const free = run.in("pending", "prompting");
              const number = free[choice % Math.max(1, free.length)];
              if (number === undefined) continue;
              if (run.track(number).state === "prompting") run.answer(number, { i: "x" });
              if (run.track(number).state === "sleeping") continue;
              run.now += 500;
              run.claim(number);
              run.end(number, (fails >> number) % 2 === 1 ? "failed" : "succeeded");
            }
            return { states: run.states(), pipeline: run.pipeline.state };
          });
          expect(ends[1]).toEqual(ends[0]);
        },
      ),
      { numRuns: 300 },
    );
  });

  test("a track that fails, is retried and succeeds ends the pipeline as if it had not failed", () => {
    fc.assert(
      fc.property(graphs, fc.nat(8), (graph, which) => {
        const undisturbed = new SimulatedPipeline(graph);
        finish(undisturbed);
        const retried = new SimulatedPipeline(graph);
        const number = which % graph.vertices.size;
        for (let round = 0; round < 200 && retried.track(number).state !== "running"; round += 1) {
          const [prompting] = retried.in("prompting");
          for (const sleeping of retried.in("sleeping"))
            retried.feed({ type: "timer-due", number: sleeping });
          const pending = retried.in("pending");
          const next = pending.includes(number) ? number : pending[0];
          if (prompting !== undefined) retried.answer(prompting, { i: "x" });
          else if (next === undefined) break;
          else {
            retried.claim(next);
            if (next !== number) retried.end(next, "succeeded");
          }
        }
        // The chosen vertex may not be reached if everything succeeds.
        fc.pre(retried.track(number).state === "running");
        // An edge that handles the failure would run its head, so the two runs could not be compared.
        const { outs = [], spec = {} } = undisturbed.plan.vertices[number] ?? {};
        fc.pre(spec.onFailure !== "ignore" && outs.every(({ when }) => when === "succeeded"));
        retried.end(number, "failed");
        retried.feed({ type: "retried", number });
        finish(retried);
        expect(retried.states()).toEqual(undisturbed.states());
        expect(retried.pipeline.state).toBe(undisturbed.pipeline.state);
      }),
      { numRuns: 300 },
    );
  });
});
