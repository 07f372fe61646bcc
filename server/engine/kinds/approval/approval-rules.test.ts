import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { contentOf, SimulatedPipeline } from "#testing/engine/simulated-pipeline.ts";
import { findingsOf } from "../../check/findings.ts";
import { parseGraphFile } from "../../graph-file/graph-file.ts";
import type { Approver } from "../../model/approver.ts";
import { ROLES } from "../../rights/roles.ts";
import {
  type ApprovalRules,
  anybody,
  countedApprovers,
  readAssignee,
  whyImpossible,
  whyNotCounted,
} from "./approval-rules.ts";

const person = (id: number, more: Partial<Approver> = {}): Approver => ({
  ...anybody(`person ${id}`),
  isLauncher: false,
  isSealer: false,
  ...more,
});
const asked = (prompt: object) =>
  new SimulatedPipeline(contentOf({ ok: { kind: "approval", prompt }, B: { script: "x" } }, ["ok -> B"]));
/** Approves by the last of them, after the others did. */
const approve = (run: SimulatedPipeline, ...approvers: readonly Approver[]) =>
  run.answer(0, {}, { verdict: "approve", by: approvers.at(-1)?.name ?? "", comment: null, approvers });

describe("a quorum", () => {
  test("goes on with the last of so many different people, and says how many there are", () => {
    const run = asked({ quorum: 2 });
    expect(approve(run, person(1))).toBeNull();
    expect(run.track(0)).toMatchObject({ state: "prompting", reason: "1 of 2 approved: person 1" });
    expect(approve(run, person(1), person(1))).toBeNull();
    expect(run.stateOf("ok")).toBe("prompting");
    expect(approve(run, person(1), person(2))).toBeNull();
    expect(run.track(0)).toMatchObject({
      state: "succeeded",
      reason: "approved by person 1 and person 2",
      outputs: { by: "person 1 and person 2" },
    });
    expect(run.stateOf("B")).toBe("pending");
  });

  test("does not count somebody whose right was taken since", () => {
    const run = asked({ quorum: 2 });
    approve(run, person(1));
    approve(run, person(1, { mayAnswer: false }), person(2));
    expect(run.track(0)).toMatchObject({ state: "prompting", reason: "1 of 2 approved: person 2" });
    approve(run, person(1, { mayAnswer: false }), person(2), person(3));
    expect(run.track(0).reason).toBe("approved by person 2 and person 3");
  });

  test("ends with one rejection", () => {
    const run = asked({ quorum: 3 });
    approve(run, person(1));
    run.answer(
      0,
      {},
      { verdict: "reject", by: "person 2", comment: "no", approvers: [person(1), person(2)] },
    );
    expect(run.track(0)).toMatchObject({ state: "failed", reason: "rejected by person 2: no" });
  });
});

test.each<[string, Partial<ApprovalRules>, Approver, RegExp | null]>([
  ["the launcher", { excludeLauncher: true }, person(1, { isLauncher: true }), /launched the pipeline/],
  [
    "anybody where the launcher is not known",
    { excludeLauncher: true },
    person(1, { isLauncher: null }),
    /not known/,
  ],
  ["the sealer", { excludeSealer: true }, person(1, { isSealer: true }), /sealed the revision/],
  [
    "anybody where the sealer is not known",
    { excludeSealer: true },
    person(1, { isSealer: null }),
    /not known/,
  ],
  ["somebody who is not named", { assignees: ["group:dba"] }, person(1), /none of those .* group:dba/],
  ["somebody who is named", { assignees: ["group:dba"] }, person(1, { places: ["group:dba"] }), null],
  [
    "somebody who gave their place away",
    { assignees: ["person:ann"] },
    person(1, { givenAway: ["person:ann"] }),
    /gave their place/,
  ],
  ["somebody without the right", {}, person(1, { mayAnswer: false }), /may not answer in the folder/],
  ["a token, even where nobody is named", {}, person(1, { kind: "token" }), /only where the vertex names it/],
  [
    "a token that is named",
    { assignees: ["token:ci"] },
    person(1, { kind: "token", places: ["token:ci"] }),
    null,
  ],
  [
    "a named token of the launcher",
    { assignees: ["token:ci"], excludeLauncher: true },
    person(1, { kind: "token", places: ["token:ci"], isLauncher: true }),
    /launched the pipeline/,
  ],
  [
    "the command line where it matters who answers",
    { quorum: 2 },
    person(1, { kind: "command line" }),
    /no certain person/,
  ],
  ["the command line where it does not", {}, person(1, { kind: "command line" }), null],
])("%s: whether it counts, and why not", (_who, rules, approver, why) => {
  const all = { assignees: [], quorum: 1, excludeLauncher: false, excludeSealer: false, ...rules };
  const found = whyNotCounted(all, approver);
  if (why === null) expect(found).toBeNull();
  else expect(found).toMatch(why);
});

test("whoever does not count can neither approve nor reject, and the refusal says why", () => {
  const run = asked({ excludeLauncher: true });
  const launcher = person(1, { isLauncher: true });
  expect(approve(run, launcher)).toMatch(/launched the pipeline/);
  const no = { verdict: "reject", by: "x", comment: null, approvers: [launcher] } as const;
  expect(run.answer(0, {}, no)).toMatch(/launched the pipeline/);
  expect(run.stateOf("ok")).toBe("prompting");
});

test("an approval that says who may approve cannot be set aside, by a person or by a launch", () => {
  const run = asked({ quorum: 2 });
  run.answer(0, {}, { verdict: "reject", by: "x", comment: null, approvers: [person(1)] });
  for (const to of ["succeeded", "skipped"] as const)
    expect(run.feed({ type: "forced", number: 0, to, reason: "hurry" })).toMatch(/nobody can set it aside/);
  expect(run.feed({ type: "retried", number: 0 })).toBeNull();
  expect(run.stateOf("ok")).toBe("prompting");
  const free = asked({});
  free.answer(0, {}, { verdict: "reject", by: "x", comment: null });
  expect(free.feed({ type: "forced", number: 0, to: "succeeded", reason: "ok" })).toBeNull();
});

const approvers = fc.array(
  fc.record({
    key: fc.constantFrom("a", "b", "c", "d"),
    name: fc.constantFrom("Ann", "Bob"),
    kind: fc.constantFrom("person", "token", "command line"),
    mayAnswer: fc.boolean(),
    places: fc.subarray(["group:x", "token:t"]),
    givenAway: fc.constant([]),
    isLauncher: fc.constantFrom(true, false, null),
    isSealer: fc.constantFrom(true, false, null),
  }) satisfies fc.Arbitrary<Approver>,
  { minLength: 1, maxLength: 8 },
);

test("whoever answers in whatever order, it never goes on with fewer than the quorum of different allowed people", () => {
  const rules = fc.record({
    assignees: fc.subarray(["group:x", "token:t"]),
    quorum: fc.integer({ min: 1, max: 3 }),
    excludeLauncher: fc.boolean(),
    excludeSealer: fc.boolean(),
  });
  fc.assert(
    fc.property(rules, approvers, (prompt, all) => {
      const run = asked(prompt);
      const given: Approver[] = [];
      for (const each of all) {
        if (run.stateOf("ok") !== "prompting") break;
        if (approve(run, ...given, each) === null) given.push(each);
      }
      const allowed = new Set(
        given.filter((each) => whyNotCounted(prompt, each) === null).map(({ key }) => key),
      );
      expect(run.stateOf("ok") === "succeeded").toBe(allowed.size >= prompt.quorum);
      expect(whyImpossible(prompt, all) === null).toBe(countedApprovers(prompt, all).length >= prompt.quorum);
    }),
  );
});

test("assignees are people, groups, roles and tokens", () => {
  for (const role of ROLES) expect(readAssignee(`role:${role}`)).toEqual({ kind: "role", name: role });
  expect(readAssignee("person:Ann Lee")).toEqual({ kind: "person", name: "Ann Lee" });
  for (const text of ["ann", "role:boss", "group:", "user:ann"]) {
    expect([text, readAssignee(text)]).toEqual([text, null]);
    const vertices = { A: { kind: "approval", prompt: { assignees: [text] } } };
    expect([text, parseGraphFile({ signalbox: 1, name: "g", vertices }).ok]).toEqual([text, false]);
  }
});

test.each([
  ["approval-quorum", { quorum: 2, assignees: ["person:ann"] }],
  ["approval-on-timeout", { quorum: 2, timeout: "1h", onTimeout: "approve" }],
])("check finds what can never be right: %s", (code, prompt) => {
  const findings = findingsOf(contentOf({ A: { kind: "approval", prompt } }, []));
  expect(findings.map((finding) => finding.code)).toContain(code);
});
