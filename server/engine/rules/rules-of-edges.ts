import type { Rules } from "./rule.ts";

/** Rules about edges, branches, joins and final steps. */
export const RULES_OF_EDGES = {
  "edge-unknown-vertex": {
    level: "error",
    what: "An edge names a vertex that the graph does not have.",
    correct: "Correct the name, or remove the edge.",
    example: "vertices: { build: { script: a } }\nedges: [build -> test]",
  },
  "edge-duplicate": {
    level: "error",
    what: "The same edge occurs twice.",
    correct: "Remove one.",
    example: "vertices: { A: { script: a }, B: { script: b } }\nedges: [A -> B, A -> B]",
  },
  "edge-self": {
    level: "error",
    what: "A vertex that waits for itself can never begin.",
    correct: "Remove the edge; to do something again, use `repeat`.",
    example: "vertices: { A: { script: a } }\nedges: [A -> A]",
  },
  "edge-never-taken": {
    level: "warning",
    what: "An edge is never taken, because another one of the same vertex always is.",
    correct: "Give the other edge a condition, change their order, or remove this one.",
    example:
      "vertices: { A: { script: a, branch: first }, B: { script: b }, C: { script: c } }\nedges: [A -> B, A -> C]",
  },
  "branch-never-one": {
    level: "error",
    what: "A vertex takes exactly one edge, and two of its edges always hold.",
    correct: "Give all but one of them a condition, or choose another rule for `branch`.",
    example:
      "vertices: { A: { script: a, branch: one }, B: { script: b }, C: { script: c } }\nedges: [A -> B, A -> C]",
  },
  "default-with-condition": {
    level: "error",
    what: "A default edge is taken where no other is, so it cannot have a condition as well.",
    correct: "Remove the condition, or `default`.",
    example:
      "vertices: { A: { script: a }, B: { script: b } }\nedges: [{ tail: A, head: B, when: failed, default: true }]",
  },
  "default-twice": {
    level: "error",
    what: "A vertex has several default edges.",
    correct: "Keep one of them, and give the others a condition.",
    example:
      "vertices: { A: { script: a }, B: { script: b }, C: { script: c } }\nedges: [{ tail: A, head: B, default: true }, { tail: A, head: C, default: true }]",
  },
  "rescue-without-failure": {
    level: "error",
    what: "An edge says `rescue`, and it is not there for a failure.",
    correct: "Write `when: failed`, or a condition over `state` or `exit`.",
    example: "vertices: { A: { script: a }, B: { script: b } }\nedges: [{ tail: A, head: B, rescue: true }]",
  },
  "join-never-holds": {
    level: "warning",
    what: "A vertex waits for edges of which only one can be taken, so it never runs.",
    correct: "Use `join: any`, or remove one of the edges.",
    example:
      "vertices: { A: { script: a }, B: { script: b, join: every }, C: { script: c } }\nedges: [A -> B, { tail: A, head: C, when: failed }, C -> B]",
  },
  "reaction-not-reached": {
    level: "warning",
    what: "What should run after a failure also waits for a vertex that the same failure keeps from running.",
    correct: "Write `join: any` at the reaction.",
    example:
      "vertices: { A: { script: a }, B: { script: b }, C: { script: c } }\nedges: [A -> B, { tail: A, head: C, when: failed }, B -> C]",
  },
  "timer-with-condition": {
    level: "error",
    what: "An edge that starts its head after a time has no `when`, `default` or `rescue`.",
    correct: "Keep only `after`, or only the condition.",
    example:
      "vertices: { A: { script: a }, B: { script: b } }\nedges: [{ tail: A, head: B, after: 30m, when: failed }]",
  },
  "timer-not-alone": {
    level: "error",
    what: "An edge that starts its head after a time must be the only edge to it.",
    correct: "Remove the other edges.",
    example:
      "vertices: { A: { script: a }, B: { script: b }, C: { script: c } }\nedges: [{ tail: A, head: C, after: 30m }, B -> C]",
  },
  "final-with-edge": {
    level: "error",
    what: "A final step runs after everything else, so it has no edges.",
    correct: "Remove the edge, or `final`.",
    example: "vertices: { A: { script: a }, B: { script: b, final: always } }\nedges: [A -> B]",
  },
  "final-with-field": {
    level: "error",
    what: "A final step has a field that means nothing for it, such as `join` or `revert`.",
    correct: "Remove the field.",
    example: "vertices: { A: { script: a }, B: { script: b, final: always, join: any } }",
  },
} as const satisfies Rules;
