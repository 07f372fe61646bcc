import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { SimulatedPipeline } from "#testing/simulated-pipeline.ts";
import type { GraphContent } from "./graph-content.ts";
import { parseGraphFile } from "./graph-file.ts";

function content(vertices: object, edges: readonly unknown[], more: object = {}): GraphContent {
  const parsed = parseGraphFile({ signalbox: 1, name: "g", vertices, edges, ...more });
  if (!parsed.ok) throw new Error(JSON.stringify(parsed.problems));
  return parsed.file.content;
}

const x = { script: "x" };

/** Claims and settles whatever can run, in the plan's order; those named fail. */
function runAll(run: SimulatedPipeline, failing: readonly string[] = []): void {
  for (let [number] = run.in("pending"); number !== undefined; [number] = run.in("pending")) {
    run.claim(number);
    end(run, number, failing.includes(run.plan.vertices[number]?.name ?? "") ? "failed" : "succeeded");
  }
}

function end(run: SimulatedPipeline, number: number, to: "succeeded" | "failed"): string | null {
  const outcome = to === "failed" ? ({ to, reason: "exit 1" } as const) : ({ to, next: null } as const);
  return run.feed({ type: "settled", number, outcome });
}

describe("what follows from an end", () => {
  test("case 1: ten branches, five with a second task, one join that runs once", () => {
    const names = Array.from({ length: 10 }, (_, place) => `b${place}`);
    const second = names.slice(0, 5).map((name) => `${name}-2`);
    const vertices = Object.fromEntries(
      ["fork", ...names, ...second, "join", "after"].map((name) => [name, x]),
    );
    const edges = names.flatMap((name, place) =>
      place < 5
        ? [`fork -> ${name}`, `${name} -> ${name}-2`, `${name}-2 -> join`]
        : [`fork -> ${name}`, `${name} -> join`],
    );
    const run = new SimulatedPipeline(content(vertices, [...edges, "join -> after"]));
    runAll(run);
    expect(run.pipeline.state).toBe("succeeded");
    const join = run.history.filter(({ number, to }) => number === run.numberOf("join") && to === "pending");
    expect(join).toHaveLength(1);
  });

  test("case 81: a graph of one vertex runs", () => {
    const run = new SimulatedPipeline(content({ A: x }, []));
    runAll(run);
    expect(run.pipeline.state).toBe("succeeded");
  });

  test("a failure stops what has not begun, lets run what runs, and says why", () => {
    const run = new SimulatedPipeline(content({ A: x, B: x, C: x, D: x }, ["A -> C", "B -> D"]));
    run.claim(0);
    run.claim(1);
    end(run, 0, "failed");
    expect(run.states()).toEqual({ A: "failed", B: "running", C: "skipped", D: "skipped" });
    expect(run.track(2).reason).toBe("not reached: A failed");
    expect(run.pipeline).toMatchObject({ state: "running", reason: "A failed: exit 1" });
    end(run, 1, "succeeded");
    expect(run.pipeline.state).toBe("failed");
  });

  test("onFailure: continue goes on with what does not depend on it", () => {
    const run = new SimulatedPipeline(
      content({ A: x, B: x, C: x, D: x }, ["A -> C", "B -> D"], { onFailure: "continue" }),
    );
    runAll(run, ["A"]);
    expect(run.states()).toEqual({ A: "failed", B: "succeeded", C: "skipped", D: "succeeded" });
    expect(run.pipeline.state).toBe("failed");
  });

  test("a failure that the graph takes up is no failure of the pipeline", () => {
    const run = new SimulatedPipeline(
      content({ A: x, rescue: x, rest: x }, [{ tail: "A", head: "rescue", when: "failed" }, "A -> rest"]),
    );
    runAll(run, ["A"]);
    expect(run.states()).toEqual({ A: "failed", rescue: "succeeded", rest: "skipped" });
    expect(run.pipeline.state).toBe("succeeded");
  });

  test("join: any runs at the first live edge, every needs all of them", () => {
    const graph = content({ A: x, B: x, any: { ...x, join: "any" }, every: { ...x, join: "every" } }, [
      "A -> any",
      "B -> any",
      { tail: "A", head: "every", when: "failed" },
      "B -> every",
    ]);
    const run = new SimulatedPipeline(graph);
    run.claim(0);
    end(run, 0, "succeeded");
    expect(run.states()).toEqual({ A: "succeeded", B: "pending", any: "pending", every: "waiting" });
    runAll(run);
    expect(run.stateOf("every")).toBe("skipped");
    expect(run.pipeline.state).toBe("succeeded");
  });

  test("next keeps only the successors that it names", () => {
    const run = new SimulatedPipeline(content({ A: x, B: x, C: x, D: x }, ["A -> B", "A -> C", "C -> D"]));
    run.claim(0);
    run.feed({ type: "settled", number: 0, outcome: { to: "succeeded", next: [1] } });
    runAll(run);
    expect(run.states()).toEqual({ A: "succeeded", B: "succeeded", C: "skipped", D: "skipped" });
    expect(run.pipeline.state).toBe("succeeded");
  });
});

describe("what a person decides", () => {
  test("case 88: after a failed track is retried and succeeds, all that was not reached runs", () => {
    const run = new SimulatedPipeline(content({ A: x, B: x, C: x }, ["A -> B", "B -> C"]));
    runAll(run, ["A"]);
    expect(run.pipeline.state).toBe("failed");
    expect(run.feed({ type: "retried", number: 0 })).toBeNull();
    expect(run.states()).toEqual({ A: "pending", B: "waiting", C: "waiting" });
    runAll(run);
    expect(run.pipeline).toMatchObject({ state: "succeeded", reason: null, halt: null });
  });

  test("case 19: retry and force of a track that is running, succeeded or of a cancelled run are refused", () => {
    const run = new SimulatedPipeline(content({ A: x, B: x }, []));
    run.claim(0);
    run.claim(1);
    end(run, 1, "succeeded");
    for (const number of [0, 1]) {
      expect(run.feed({ type: "retried", number })).toMatch(/it cannot be retried now/);
      expect(run.feed({ type: "forced", number, to: "succeeded", reason: "r" })).toMatch(/cannot be counted/);
    }
    run.feed({ type: "cancelled", by: "ann" });
    end(run, 0, "failed");
    expect(run.pipeline.state).toBe("cancelled");
    for (const event of [
      { type: "retried", number: 0 },
      { type: "forced", number: 0, to: "succeeded", reason: "r" },
    ] as const)
      expect(run.feed(event)).toMatch(/cancelled/);
  });

  test("case 41: a cancel lets what runs end as it would, and nothing behind it starts", () => {
    const run = new SimulatedPipeline(content({ A: x, B: x, C: x }, ["A -> C", "B -> C"]));
    run.claim(0);
    expect(run.feed({ type: "cancelled", by: "ann" })).toBeNull();
    expect(run.states()).toEqual({ A: "running", B: "cancelled", C: "cancelled" });
    expect(run.feed({ type: "cancelled", by: "bob" })).toBeNull();
    end(run, 0, "succeeded");
    expect(run.states()).toEqual({ A: "succeeded", B: "cancelled", C: "cancelled" });
    expect(run.pipeline).toMatchObject({ state: "cancelled", reason: "cancelled by ann" });
    expect(run.feed({ type: "cancelled", by: "ann" })).toMatch(/cancelled already/);
  });

  test("a lost track holds nobody else up; its own report, a retry or a word of a person goes on with it", () => {
    for (const decide of ["report", "retry", "done", "failed"] as const) {
      const run = new SimulatedPipeline(content({ A: x, B: x, C: x, D: x }, ["A -> C", "B -> D"]));
      run.claim(0);
      expect(run.feed({ type: "vanished", number: 0, reason: "lost: runner r1" })).toBeNull();
      runAll(run);
      expect(run.states()).toEqual({ A: "lost", B: "succeeded", C: "waiting", D: "succeeded" });
      if (decide === "report") end(run, 0, "succeeded");
      else if (decide === "retry") run.feed({ type: "retried", number: 0 });
      else
        run.feed({
          type: "forced",
          number: 0,
          to: decide === "done" ? "succeeded" : "failed",
          reason: "seen",
        });
      runAll(run);
      expect(run.pipeline.state).toBe(decide === "failed" ? "failed" : "succeeded");
    }
  });

  test("case 86: an unanswered prompt delays nobody else, and an answer is for its own track", () => {
    const asks = { ...x, inputs: { ip: { type: "ip", required: true } } };
    const run = new SimulatedPipeline(content({ A: asks, B: asks, C: x }, []));
    runAll(run);
    expect(run.states()).toEqual({ A: "prompting", B: "prompting", C: "succeeded" });
    expect(run.answer(0, { ip: "127.0.0.1" })).toBeNull();
    expect(run.states()).toEqual({ A: "pending", B: "prompting", C: "succeeded" });
    expect(run.answer(0, { ip: "127.0.0.2" })).toMatch(/cannot be answered/);
  });
});

describe("whatever happens in whatever order", () => {
  const graphs = fc
    .record({
      size: fc.integer({ min: 1, max: 9 }),
      wires: fc.array(fc.tuple(fc.nat(8), fc.nat(8), fc.constantFrom("succeeded", "failed", "always")), {
        maxLength: 14,
      }),
      joins: fc.array(fc.constantFrom("all", "any", "every"), { minLength: 9, maxLength: 9 }),
      asking: fc.array(fc.boolean(), { minLength: 9, maxLength: 9 }),
      onFailure: fc.constantFrom("stop", "continue"),
    })
    .map(({ size, wires, joins, asking, onFailure }) => {
      const vertices = Object.fromEntries(
        Array.from({ length: size }, (_, number) => [
          `v${number}`,
          {
            ...x,
            join: joins[number],
            ...(asking[number] === true && { inputs: { i: { type: "string", required: true } } }),
          },
        ]),
      );
      const seen = new Set<string>();
      const edges = wires.flatMap(([one, other, when]) => {
        const [tail, head] = [Math.min(one, other), Math.max(one, other)];
        const key = `${tail} ${head}`;
        if (tail === head || head >= size || seen.has(key)) return [];
        seen.add(key);
        return [{ tail: `v${tail}`, head: `v${head}`, when }];
      });
      return content(vertices, edges, { onFailure });
    });
  /** What the world does next: dice that choose among what is possible. */
  const dice = fc.array(fc.record({ what: fc.nat(99), which: fc.nat(99), how: fc.nat(99) }), {
    minLength: 80,
    maxLength: 80,
  });

  function happen(
    run: SimulatedPipeline,
    { what, which, how }: { what: number; which: number; how: number },
  ): void {
    const pick = (numbers: readonly number[]) => numbers[which % Math.max(1, numbers.length)];
    const running = pick(run.in("running"));
    const pending = pick(run.in("pending"));
    const prompting = pick(run.in("prompting"));
    const decidable = pick(run.in("failed", "lost"));
    if (what < 3) run.feed({ type: "cancelled", by: "ann" });
    else if (what < 10 && decidable !== undefined) run.feed({ type: "retried", number: decidable });
    else if (what < 15 && decidable !== undefined)
      run.feed({ type: "forced", number: decidable, to: how < 50 ? "succeeded" : "failed", reason: "seen" });
    else if (what < 25 && running !== undefined)
      run.feed({ type: "vanished", number: running, reason: "lost" });
    else if (what < 30 && running !== undefined)
      run.feed({ type: "settled", number: running, outcome: { to: "handed-back" } });
    else if (what < 45 && prompting !== undefined) run.answer(prompting, { i: "x" });
    else if (what < 70 && pending !== undefined) run.claim(pending);
    else if (running !== undefined) end(run, running, how < 70 ? "succeeded" : "failed");
  }

  /** Nothing odd happens any more, and everybody who is asked answers. */
  function finish(run: SimulatedPipeline): void {
    for (let round = 0; round < 400 && run.pipeline.state === "running"; round += 1) {
      const [pending] = run.in("pending");
      const [running] = run.in("running", "lost");
      const [prompting] = run.in("prompting");
      if (prompting !== undefined) run.answer(prompting, { i: "x" });
      else if (pending !== undefined) run.claim(pending);
      else if (running !== undefined) end(run, running, "succeeded");
    }
  }

  test("every law holds after every event, and every pipeline ends", () => {
    fc.assert(
      fc.property(graphs, dice, (graph, throws) => {
        const run = new SimulatedPipeline(graph);
        for (const each of throws) happen(run, each);
        finish(run);
        expect(run.pipeline.state).not.toBe("running");
      }),
      { numRuns: 400 },
    );
  });

  test("the order in which tracks run changes nothing of how they end", () => {
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
              const free = run.in("pending", "prompting");
              const number = free[choice % Math.max(1, free.length)];
              if (number === undefined) break;
              if (run.track(number).state === "prompting") run.answer(number, { i: "x" });
              run.claim(number);
              end(run, number, (fails >> number) % 2 === 1 ? "failed" : "succeeded");
            }
            return { states: run.states(), pipeline: run.pipeline.state };
          });
          expect(ends[1]).toEqual(ends[0]);
        },
      ),
      { numRuns: 300 },
    );
  });

  test("a track that failed, was retried and succeeded leaves no trace in how all end", () => {
    fc.assert(
      fc.property(graphs, fc.nat(8), (graph, which) => {
        const straight = new SimulatedPipeline(graph);
        finish(straight);
        const crooked = new SimulatedPipeline(graph);
        const number = which % graph.vertices.size;
        for (let round = 0; round < 200 && crooked.track(number).state !== "running"; round += 1) {
          const [prompting] = crooked.in("prompting");
          const pending = crooked.in("pending");
          const next = pending.includes(number) ? number : pending[0];
          if (prompting !== undefined) crooked.answer(prompting, { i: "x" });
          else if (next === undefined) break;
          else {
            crooked.claim(next);
            if (next !== number) end(crooked, next, "succeeded");
          }
        }
        // It is not reached where all succeeds.
        fc.pre(crooked.track(number).state === "running");
        // A failure edge's head runs after the failure and stays so: then the two are two different stories.
        fc.pre(straight.plan.vertices[number]?.outs.every(({ when }) => when === "succeeded") === true);
        end(crooked, number, "failed");
        crooked.feed({ type: "retried", number });
        finish(crooked);
        expect(crooked.states()).toEqual(straight.states());
        expect(crooked.pipeline.state).toBe(straight.pipeline.state);
      }),
      { numRuns: 300 },
    );
  });
});
