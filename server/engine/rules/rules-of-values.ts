import type { Rules } from "./rule.ts";

/** Rules about params, inputs, outputs, and the expressions that read them. */
export const RULES_OF_VALUES = {
  "param-unused": {
    level: "hint",
    what: "A param is asked for at launch, and nothing in the graph reads it.",
    correct:
      "Read it by `params.NAME`, or remove it once no schedule, trigger or other graph gives it or reads it.",
    example: "params: { region: { type: string } }\nvertices: { A: { script: a } }",
  },
  "input-unused": {
    level: "warning",
    what: "A vertex never reads one of its inputs.",
    correct: "Write `{NAME}` where the value belongs, or remove the input.",
    example: "vertices: { A: { script: echo ip, inputs: { ip: { type: string } } } }",
  },
  "output-unused": {
    level: "hint",
    what: "Nothing in the graph reads a declared output; people see it beside its track, and triggers and other graphs may read it.",
    correct: "Read it by `outputs.VERTEX.NAME`, or leave it to those.",
    example: "vertices: { A: { script: a, outputs: { version: { type: string } } } }",
  },
  "input-undeclared": {
    level: "warning",
    what: "`{NAME}` is the name of a param, but the vertex has no such input, so it stays as it is.",
    correct: "Add the input, which reads the param.",
    example: "params: { ip: { type: string } }\nvertices: { A: { script: 'ping {ip}' } }",
  },
  "placeholder-undeclared": {
    level: "hint",
    what: "`{NAME}` looks like the value of an input, but the vertex has no such input, so it stays as it is.",
    correct: "Add the input, or leave the text if it is meant as it stands.",
    example: "vertices: { A: { script: 'deploy {version}' } }",
  },
  "input-name-reserved": {
    level: "error",
    what: "An input or param has a name that a script's environment needs for something else.",
    correct: "Choose another name.",
    example: "vertices: { A: { script: 'echo {PATH}', inputs: { PATH: { type: string } } } }",
  },
  "input-enum-missing": {
    level: "error",
    what: "A value is of the type enum, and no values are listed.",
    correct: "Add `enum: [first, second]`.",
    example: "vertices: { A: { script: 'echo {size}', inputs: { size: { type: enum } } } }",
  },
  "input-enum-invalid": {
    level: "error",
    what: "Allowed values are listed for a type that has none.",
    correct: "Remove `enum`, or declare the type enum.",
    example:
      "vertices: { A: { script: 'echo {on}', inputs: { on: { type: boolean, enum: ['yes', 'no'] } } } }",
  },
  "input-range-empty": {
    level: "error",
    what: "`min` is larger than `max`, so no value fits.",
    correct: "Swap them.",
    example: "vertices: { A: { script: 'echo {n}', inputs: { n: { type: integer, min: 2, max: 1 } } } }",
  },
  "input-range-invalid": {
    level: "error",
    what: "`min` or `max` does not go with the type of the value.",
    correct: "Remove it, or use whole numbers from 0 on for the length of texts and lists.",
    example: "vertices: { A: { script: 'echo {on}', inputs: { on: { type: boolean, min: 1 } } } }",
  },
  "input-pattern-invalid": {
    level: "error",
    what: "A pattern cannot be used: it is not written as one, it may take too long, or its type has none.",
    correct: "Correct the pattern, or remove it.",
    example: "vertices: { A: { script: 'echo {s}', inputs: { s: { type: string, pattern: '(' } } } }",
  },
  "input-default-invalid": {
    level: "error",
    what: "A default does not fit what is declared of its value.",
    correct: "Correct the default, or the declaration.",
    example: "vertices: { A: { script: 'echo {n}', inputs: { n: { type: integer, default: many } } } }",
  },
  "output-from": {
    level: "error",
    what: "An output has `from`, which is only for kinds that receive something; a script writes its outputs.",
    correct: "Remove `from`, and have the script write the output.",
    example: "vertices: { A: { script: a, outputs: { id: { type: string, from: body.id } } } }",
  },
  "output-secret": {
    level: "error",
    what: "Outputs are kept and shown, so none is of the type secret.",
    correct: "Store it as a secret instead.",
    example: "vertices: { A: { script: a, outputs: { key: { type: secret } } } }",
  },
  expression: {
    level: "error",
    what: "An expression cannot be read, names what is not there, or gives a value of another type.",
    correct: "Correct the expression: the finding says what it may read there.",
    example: "vertices: { A: { script: 'echo {x}', inputs: { x: { type: string, from: params.none } } } }",
  },
  "outputs-not-upstream": {
    level: "error",
    what: "An expression reads the outputs of a vertex that need not have run before.",
    correct: "Add an edge so that the vertex runs before, or read another one.",
    example:
      "vertices: { A: { script: a }, B: { script: 'echo {x}', inputs: { x: { type: string, from: outputs.A.x } } } }",
  },
  "value-may-be-missing": {
    level: "warning",
    what: "An expression reads an output that may not be there: its vertex may be skipped, or need not give it.",
    correct: "Give a default, ask with `has(…)`, or declare the output as required.",
    example:
      "vertices:\n  A: { script: a, outputs: { n: { type: string } } }\n  B: { script: 'echo {n}', inputs: { n: { type: string, from: outputs.A.n } } }\nedges: [A -> B]",
  },
} as const satisfies Rules;
