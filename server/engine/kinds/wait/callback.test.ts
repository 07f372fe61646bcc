import { describe, expect, test } from "vitest";
import { contentOf, SimulatedPipeline } from "#testing/engine/simulated-pipeline.ts";
import { findingsOf } from "../../check/findings.ts";
import { violationsOf } from "../../explain/diagnosis.ts";
import { parseGraphFile } from "../../graph-file/graph-file.ts";
import { graphFileJson } from "../../graph-file/graph-file-json.ts";
import { jsonFrom } from "../../json/json.ts";

const x = { script: "x" };

function waits(more: object = {}, callback: object | string = "once") {
  return { kind: "wait", wait: { callback }, ...more };
}

function begin(vertex: object): SimulatedPipeline {
  return new SimulatedPipeline(contentOf({ W: vertex, B: x }, ["W -> B"]));
}

function call(run: SimulatedPipeline, ...calls: readonly object[]): string | null {
  return run.feed({ type: "called", number: 0, calls: calls.map(jsonFrom) });
}

describe("a wait with a callback", () => {
  test("waits until it is called; every field of the call is an output", () => {
    const run = begin(waits());
    expect(run.track(0)).toMatchObject({
      state: "sleeping",
      sleep: "callback",
      reason: "waits for a callback",
    });
    expect(call(run, { version: "1.2", "not a name": 1 })).toBeNull();
    expect(run.track(0)).toMatchObject({ state: "succeeded", outputs: { version: "1.2" } });
    expect(run.stateOf("B")).toBe("pending");
    expect(call(run, {})).toMatch(/W is succeeded/);
  });

  test("data that does not fit is refused with the name of the output, and the wait goes on", () => {
    const run = begin(waits({ outputs: { hosts: { type: "integer", required: true } } }));
    expect(call(run, { hosts: "many" })).toMatch(/the call does not fit: the output hosts is "many"/);
    expect(call(run, { other: 1 })).toMatch(/it has no output hosts: there is no field `hosts`/);
    expect(run.track(0)).toMatchObject({ state: "sleeping", sleep: "callback", attempt: 1 });
    expect(call(run, { hosts: 3 })).toBeNull();
    expect(run.track(0)).toMatchObject({ state: "succeeded", outputs: { hosts: 3 } });
  });

  test("data that does not fit fails the wait where onInvalid says so; what fits ends it", () => {
    const outputs = { hosts: { type: "integer", required: true } };
    const run = begin(waits({ outputs }, { onInvalid: "fail" }));
    expect(call(run, { hosts: "many" })).toBeNull();
    expect(run.track(0)).toMatchObject({ state: "failed", reason: expect.stringMatching(/hosts is "many"/) });
    const other = begin(waits({ outputs }, { onInvalid: "fail" }));
    call(other, { hosts: 3 });
    expect(other.track(0).state).toBe("succeeded");
  });

  test("conditions decide whether a call fails the wait, ends it, or is not enough", () => {
    const run = begin(
      waits(
        { outputs: { hosts: { type: "list", from: "calls.map(each, each.host)" } } },
        { fail: 'call.state == "broken"', until: "size(calls) == 2" },
      ),
    );
    call(run, { host: "a", state: "fine" });
    expect(run.track(0).state).toBe("sleeping");
    call(run, { host: "a", state: "fine" }, { host: "b", state: "fine" });
    expect(run.track(0)).toMatchObject({ state: "succeeded", outputs: { hosts: ["a", "b"] } });

    const broken = begin(waits({}, { fail: 'call.state == "broken"' }));
    call(broken, { state: "broken" });
    expect(broken.track(0).reason).toBe(
      'the call failed the wait: `call.state == "broken"` (call is {"state":"broken"})',
    );
    const odd = begin(waits({}, { fail: "call.state == 1" }));
    expect(call(odd, {})).toMatch(/goes on waiting: the condition `fail` cannot be evaluated: .*No such key/);
    expect(odd.stateOf("W")).toBe("sleeping");
  });

  test("its timeout fails or skips it", () => {
    const run = begin(waits({ timeout: "2h" }));
    expect(run.history.at(-1)).toMatchObject({ to: "sleeping", sleepMs: 7_200_000 });
    run.feed({ type: "timer-due", number: 0 });
    expect(run.track(0)).toMatchObject({ state: "failed", reason: "not called within 2h" });
    const skipped = begin(waits({ timeout: "2h", onTimeout: "skip" }));
    skipped.feed({ type: "timer-due", number: 0 });
    expect(skipped.states()).toEqual({ W: "skipped", B: "pending" });
  });
});

test("the doctor finds no problem in a wait without a time limit", () => {
  const run = begin(waits());
  const record = { ...run.track(0), isClaimed: true, hasDueTime: false, hasOpenPrompt: false };
  const other = { ...run.track(1), isClaimed: true, hasDueTime: false, hasOpenPrompt: false };
  expect(
    violationsOf(
      run.plan,
      run.pipeline,
      new Map([
        [0, record],
        [1, other],
      ]),
    ),
  ).toEqual([]);
});

describe("check", () => {
  const texts = (vertices: object) => findingsOf(contentOf(vertices, [])).map(({ text }) => text);

  test("checks the fields of a callback", () => {
    expect(
      texts({ W: waits({ timeout: "1h", outputs: { a: { type: "string", required: true } } }) }),
    ).toEqual([]);
    expect(texts({ W: { kind: "wait", wait: { for: "1m", callback: "once" } } })[0]).toMatch(
      /needs exactly one of/,
    );
    expect(texts({ W: { kind: "wait", wait: { for: "1m" }, timeout: "1h" } })[0]).toMatch(/only a wait with/);
    expect(texts({ W: waits({}, { until: "outputs.A.b" }) })[0]).toMatch(/there is no `outputs` here/);
    expect(texts({ W: waits({}, { until: "size(calls)" }) })[0]).toMatch(/must be true or false/);
    expect(texts({ A: { script: "a", outputs: { n: { type: "string", from: "call.n" } } } })[0]).toMatch(
      /`from`/,
    );
  });

  test("refuses the callback address of a vertex without callback", () => {
    const reads = (from: string) => ({ script: "echo {url}", inputs: { url: { type: "string", from } } });
    expect(texts({ W: waits(), A: reads("callbacks.W") })).toEqual([]);
    expect(texts({ W: x, A: reads("callbacks.W") })[0]).toMatch(/W is not a wait with a callback/);
    expect(texts({ W: waits(), A: reads("callbacks") })[0]).toMatch(/by a vertex's name/);
  });
});

test("a callback is written to a file as it was read", () => {
  const { content, layout } = parsed({ W: waits({}, { until: "size(calls) == 2" }), V: waits({}, {}) });
  const json = graphFileJson({ content, layout });
  expect(json["vertices"]).toMatchObject(
    new Map([
      ["W", { wait: { callback: { until: "size(calls) == 2" } } }],
      ["V", { wait: { callback: "once" } }],
    ]),
  );
});

function parsed(vertices: object) {
  const result = parseGraphFile({ signalbox: 1, name: "g", vertices, edges: [] });
  if (!result.ok) throw new Error(JSON.stringify(result.problems));
  return result.file;
}
