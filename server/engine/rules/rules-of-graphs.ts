import type { Rules } from "./rule.ts";

/** Rules about the graph as a whole, and about how it is undone. */
export const RULES_OF_GRAPHS = {
  "graph-empty": {
    level: "error",
    what: "A graph without vertices has nothing to run.",
    correct: "Add a vertex.",
    example: "vertices: {}",
  },
  "graph-large": {
    level: "warning",
    what: "A graph with more than 1,000 vertices can run, but it is hard to read.",
    correct: "Put parts of it into graphs of their own, and run these by vertices of the kind graph.",
    example: "vertices: { v1: { script: a }, v2: { script: b } } # and 1,000 more",
  },
  cycle: {
    level: "error",
    what: "Vertices that wait for each other in a circle can never begin.",
    correct: "Remove one of the edges; to do something again, use `repeat`.",
    example: "vertices: { A: { script: a }, B: { script: b } }\nedges: [A -> B, B -> A]",
  },
  "vertex-name-twin": {
    level: "error",
    what: "Two vertices have names that differ only in upper and lower case, or in how they are typed.",
    correct: "Rename one of them.",
    example: "vertices: { Build: { script: a }, build: { script: b } }",
  },
  "vertex-isolated": {
    level: "warning",
    what: "A vertex without an edge starts at once, and nothing waits for it.",
    correct: "Connect it, if it belongs before or behind another vertex.",
    example: "vertices: { A: { script: a }, B: { script: b }, C: { script: c } }\nedges: [A -> B]",
  },
  todo: {
    level: "warning",
    what: "Somebody, or an import, wrote down what is still to do.",
    correct: "Do it, then mark it as done.",
    example: "vertices: { A: { script: a, todo: [{ text: Use the new host. }] } }",
  },
  "todo-blocks": {
    level: "error",
    what: "Something is still to do that has to be done before the graph is sealed.",
    correct: "Do it, then mark it as done.",
    example: "vertices: { A: { script: a, todo: [{ text: Use the new host., blocks: true }] } }",
  },
  "timeout-above-graph": {
    level: "warning",
    what: "A vertex may take longer than a whole pipeline of the graph, so it is ended before its own time is over.",
    correct: "Make the timeout of the graph longer, or that of the vertex shorter.",
    example: "timeout: 1h\nvertices: { A: { script: a, timeout: 2h } }",
  },
  "undo-missing": {
    level: "warning",
    what: "The graph is undone after a failure, and a vertex that changes something has no undo.",
    correct: "Add an undo script, or write `revert: none` where there is nothing to undo.",
    example: "onFailure: revert\nvertices: { A: { script: a } }",
  },
  "revert-missing": {
    level: "error",
    what: "`revertFailed` says when the undo script runs, and there is none.",
    correct: "Add `revert`, or remove `revertFailed`.",
    example: "vertices: { A: { script: a, revertFailed: true } }",
  },
  "revert-no-script": {
    level: "error",
    what: "Only a script has an undo script; of other kinds, `revert` can only be `none`.",
    correct: "Write `revert: none`, and undo it in a script that is before it.",
    example:
      "vertices: { A: { kind: http, http: { method: POST, url: https://example.com/ }, revert: echo no } }",
  },
  "revert-none-failed": {
    level: "error",
    what: "`revert: none` says that there is nothing to undo, and `revertFailed` when it is undone.",
    correct: "Remove one of the two.",
    example: "vertices: { A: { script: a, revert: none, revertFailed: true } }",
  },
  "text-line-ends": {
    level: "warning",
    what: "A text has line ends of Windows or lone carriage returns, which a shell reads as part of a command.",
    correct: "Convert the line ends to LF.",
    example: 'vertices: { A: { script: "echo 1\\r\\necho 2\\r\\n" } }',
  },
  "text-characters": {
    level: "warning",
    what: "A text has characters that no editor shows, so a graph file can show it only as one line in quotes.",
    correct: "Remove the characters, or write them as escapes of the language.",
    example: 'vertices: { A: { script: "echo \\u001b[1m" } }',
  },
  "number-text": {
    level: "warning",
    what: "A number in a list or in JSON may be meant as text, such as a version: a program may write 3.10 as 3.1.",
    correct: "Put it in quotes if it is text.",
    example: "vertices: { A: { script: 'echo {v}', inputs: { v: { type: list, default: [3.10] } } } }",
  },
  "number-digits": {
    level: "hint",
    what: "Scripts are given a default in other digits than those of the file: numbers without an exponent, whole numbers without a point.",
    correct: "Write it as scripts are given it, or declare the type string to keep the text.",
    example: "vertices: { A: { script: 'echo {n}', inputs: { n: { type: number, default: 1e3 } } } }",
  },
} as const satisfies Rules;
