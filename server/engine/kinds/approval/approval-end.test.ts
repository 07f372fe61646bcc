import { describe, expect, test } from "vitest";
import { contentOf, SimulatedPipeline } from "#testing/engine/simulated-pipeline.ts";
import { titleText } from "./approval-title.ts";

const x = { script: "x" };
const gate = (prompt: object = {}, more: object = {}) => ({ kind: "approval", prompt, ...more });
const says = (verdict: "approve" | "reject", comment: string | null = null) => ({
  verdict,
  by: "ann",
  comment,
});

function asked(vertex: object, edges: readonly unknown[] = ["ok -> B"]) {
  return new SimulatedPipeline(contentOf({ ok: vertex, B: x, C: x }, edges));
}

describe("an approval", () => {
  test("waits for a person and occupies no runner; after an approval its outputs name the person", () => {
    const run = asked(gate({ title: "Go?" }, { inputs: { when: { type: "string", required: true } } }));
    expect(run.stateOf("ok")).toBe("prompting");
    expect(run.in("pending")).toEqual([run.numberOf("C")]);
    expect(run.feed({ type: "answered", number: 0 })).toMatch(/approve or reject it/);
    expect(run.answer(0, { when: "now" }, says("approve", "go"))).toBeNull();
    expect(run.track(0)).toMatchObject({
      state: "succeeded",
      reason: "approved by ann: go",
      outputs: { when: "now", result: "approved", by: "ann", comment: "go" },
    });
    expect(run.stateOf("B")).toBe("pending");
    expect(run.answer(0, {}, says("reject"))).toMatch(/cannot be answered/);
  });

  test("fails when it is rejected, and an edge `when: failed` handles that", () => {
    const run = asked(gate(), ["ok -> B", { tail: "ok", head: "C", when: "failed" }]);
    run.answer(0, {}, says("reject", "not today"));
    expect(run.states()).toEqual({ ok: "failed", B: "skipped", C: "pending" });
    expect(run.track(0).reason).toBe("rejected by ann: not today");
  });

  test("its form has every input: what a person may fill in, and what is only shown", () => {
    const inputs = {
      asked: { type: "string", required: true, from: "params.n" },
      open: { type: "string" },
      usual: { type: "string", default: "u" },
      read: { type: "integer", from: "1 + 1" },
      fixed: { type: "string", required: true, ask: "never", default: "f" },
    };
    const run = asked(gate({}, { inputs }));
    expect(run.history.find(({ to }) => to === "prompting")?.asks).toEqual([
      { name: "asked" },
      { name: "open" },
      { name: "usual", prefill: "u" },
      { name: "read", prefill: 2, isShown: true },
      { name: "fixed", prefill: "f", isShown: true },
    ]);
    run.answer(0, { asked: "a" }, says("approve"));
    expect(run.track(0).outputs).toMatchObject({ asked: "a", usual: "u", read: 2, fixed: "f" });
  });

  test("does not ask if a value that it is about cannot be worked out", () => {
    const run = asked(gate({}, { inputs: { read: { type: "integer", from: "1 / 0" } } }));
    expect(run.track(0)).toMatchObject({
      state: "failed",
      reason: "the input read has no value: `1 / 0`: division by zero",
    });
  });

  test("its title shows the values that are known", () => {
    const inputs = { server: { type: "string" }, n: { type: "integer" }, who: { type: "string" } } as const;
    expect(
      titleText("Restart {server} {n} times, {who}? {{n}} {other}", inputs, { server: "a\nb", n: 2 }),
    ).toBe("Restart a b 2 times, {who}? {n} {other}");
  });

  test("asks again after a retry, and shows the earlier answer in its field", () => {
    const again = asked(gate({}, { inputs: { when: { type: "string" } } }));
    again.answer(0, { when: "now" }, says("reject"));
    again.feed({ type: "retried", number: 0 });
    expect(again.history.at(-1)?.asks).toEqual([{ name: "when", prefill: "now" }]);
  });

  test("asks again after a retry of one without inputs", () => {
    const run = asked(gate());
    run.answer(0, {}, says("reject"));
    run.feed({ type: "retried", number: 0 });
    expect(run.stateOf("ok")).toBe("prompting");
  });

  test.each([
    ["fail", "failed", "nobody answered within 2h"],
    ["reject", "failed", "rejected: nobody answered within 2h"],
    ["approve", "succeeded", "approved: nobody answered within 2h"],
  ])("ends as onTimeout says when its time is over: %s", (onTimeout, state, reason) => {
    const run = asked(gate({ timeout: "2h", onTimeout }));
    expect(run.history.find(({ to }) => to === "prompting")?.sleepMs).toBe(7_200_000);
    expect(run.feed({ type: "timer-due", number: 0 })).toBeNull();
    expect(run.track(0)).toMatchObject({ state, reason });
  });

  test("without an answer, the values that people were shown are its outputs, as with one", () => {
    const inputs = {
      version: { type: "string", from: "'1.' + '0'" },
      n: { type: "integer", default: 3 },
      shown: { type: "string", required: true, from: "'first'" },
      open: { type: "string" },
    };
    const run = asked(gate({ timeout: "2h", onTimeout: "approve" }, { inputs }));
    run.feed({ type: "timer-due", number: 0 });
    expect(run.track(0).outputs).toEqual({
      version: "1.0",
      n: 3,
      shown: "first",
      result: "approved",
      by: "timeout",
      comment: "",
    });
  });

  test("without an answer and without a required value, it fails", () => {
    const inputs = { when: { type: "string", required: true } };
    const run = asked(gate({ timeout: "2h", onTimeout: "approve" }, { inputs }));
    run.feed({ type: "timer-due", number: 0 });
    expect(run.track(0)).toMatchObject({
      state: "failed",
      reason: "nobody answered within 2h, and the required input when has no value",
    });
  });

  test("conditions can read the decision", () => {
    const run = asked(gate(), [
      { tail: "ok", head: "B", when: "outputs.ok.by == 'bob'" },
      { tail: "ok", head: "C", default: true },
    ]);
    run.answer(0, {}, says("approve"));
    expect(run.states()).toEqual({ ok: "succeeded", B: "skipped", C: "pending" });
  });
});
