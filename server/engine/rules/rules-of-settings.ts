import type { Rules } from "./rule.ts";

/** Rules about fields of vertices that need, exclude or limit each other. */
export const RULES_OF_SETTINGS = {
  "field-of-another-kind": {
    level: "error",
    what: "A vertex has a field that its kind does not have.",
    correct: "Remove the field, or choose another kind.",
    example: "vertices: { A: { kind: approval, prompt: { title: 'Go?' }, script: echo } }",
  },
  "timeout-missing": {
    level: "error",
    what: "`onTimeout` says what happens after the timeout, and there is none.",
    correct: "Add a timeout, such as `timeout: 10m`, or remove `onTimeout`.",
    example: "vertices: { A: { script: a, onTimeout: skip } }",
  },
  "retry-missing": {
    level: "error",
    what: "A vertex is retried after a timeout, and no number of retries is given.",
    correct: "Add `retry: { max: 2 }`.",
    example: "vertices: { A: { script: a, timeout: 10m, onTimeout: retry } }",
  },
  "each-and-foreach": {
    level: "error",
    what: "`foreach` and `retry.each` both say what `item` is.",
    correct: "Remove one of them.",
    example: "vertices: { A: { script: a, foreach: { items: '[1]' }, retry: { each: '[2]' } } }",
  },
  "poll-and-retry": {
    level: "error",
    what: "`poll` and `retry` both decide whether the vertex is executed again.",
    correct: "Remove one, or put one into a graph that this vertex runs.",
    example: "vertices: { A: { script: a, poll: { every: 10s, timeout: 1h }, retry: { max: 1 } } }",
  },
  "repeat-and-retry": {
    level: "error",
    what: "`repeat` and `retry` both decide whether the vertex is executed again.",
    correct: "Remove one, or put one into a graph that this vertex runs.",
    example: "vertices: { A: { script: a, repeat: { until: 'true', max: 3 }, retry: { max: 1 } } }",
  },
  "repeat-and-poll": {
    level: "error",
    what: "`repeat` and `poll` both decide whether the vertex is executed again.",
    correct: "Remove one, or put one into a graph that this vertex runs.",
    example:
      "vertices: { A: { script: a, repeat: { until: 'true', max: 3 }, poll: { every: 10s, timeout: 1h } } }",
  },
  "repeat-and-foreach": {
    level: "error",
    what: "`repeat` and `foreach` both decide whether the vertex is executed again.",
    correct: "Remove one, or put one into a graph that this vertex runs.",
    example: "vertices: { A: { script: a, repeat: { until: 'true', max: 3 }, foreach: { items: '[1]' } } }",
  },
  "fail-fast-and-max-failures": {
    level: "error",
    what: "`failFast` and `maxFailures` both say after how many failures nothing new starts.",
    correct: "Remove one of them.",
    example: "vertices: { A: { script: a, foreach: { items: '[1]', failFast: true, maxFailures: 2 } } }",
  },
  "fail-fast-missing": {
    level: "error",
    what: "`onFailFast` says what becomes of the items after a failure that stops them, and no failure does.",
    correct: "Add `failFast: true` or `maxFailures: 2`, or remove `onFailFast`.",
    example: "vertices: { A: { script: a, foreach: { items: '[1]', onFailFast: stop } } }",
  },
  "batch-missing": {
    level: "error",
    what: "`pause` is between batches, and there are none.",
    correct: "Add `batch: 5`, or remove `pause`.",
    example: "vertices: { A: { script: a, foreach: { items: '[1]', pause: 1m } } }",
  },
  "parallel-above-batch": {
    level: "warning",
    what: "`parallel` is larger than `batch`, so it has no effect.",
    correct: "Make it smaller, or remove it.",
    example: "vertices: { A: { script: a, foreach: { items: '[1]', batch: 2, parallel: 5 } } }",
  },
  "lock-input-unknown": {
    level: "error",
    what: "The name of a lock has the value of an input that the vertex does not have.",
    correct: "Add the input, or change the name of the lock.",
    example: "vertices: { A: { script: a, locks: ['host-{host}'] } }",
  },
  "lock-input-type": {
    level: "error",
    what: "The name of a lock has the value of an input whose type gives no name.",
    correct: "Use an input of a type whose values are one short text.",
    example:
      "vertices: { A: { script: 'echo {hosts}', locks: ['on-{hosts}'], inputs: { hosts: { type: list } } } }",
  },
  "lock-slots-differ": {
    level: "error",
    what: "One lock has different numbers of slots in two vertices.",
    correct: "Write the same number in both.",
    example:
      "vertices: { A: { script: a, locks: [{ name: disk, slots: 2 }] }, B: { script: b, locks: [disk] } }\nedges: [A -> B]",
  },
  "may-wait-in-a-ring": {
    level: "warning",
    what: "Pipelines can wait for each other for ever: one holds what another needs, and the other way round.",
    correct: "Take the locks in one order everywhere, or remove one of them.",
    example:
      "vertices:\n  A: { kind: graph, graph: inner@1, locks: [x] } # inner needs y\n  B: { kind: graph, graph: other@1, locks: [y] } # other needs x",
  },
  "secret-folder": {
    level: "error",
    what: "A vertex reads a secret of another folder.",
    correct: "Use a secret of the graph's folder or of a folder above it, or move one of the two.",
    example:
      "vertices: { A: { script: 'login {key}', inputs: { key: { type: secret, default: other-key } } } }",
  },
  "label-folder": {
    level: "error",
    what: "A vertex wants a runner whose label is for graphs of another folder.",
    correct: "Use another label, or move the graph.",
    example: "vertices: { A: { script: a, labels: [other-team] } }",
  },
} as const satisfies Rules;
