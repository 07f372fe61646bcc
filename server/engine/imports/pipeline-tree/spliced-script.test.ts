import { expect, test } from "vitest";
import { GraphBuilder } from "../foreign/graph-builder.ts";
import { splicedScript, withoutPlaceholders } from "./spliced-script.ts";

const VARIABLES = new Map(
  ["text:string", "n:integer", "flag:boolean", "list:list"].map((each) => {
    const [name = "", type = ""] = each.split(":");
    return [name, { expression: `params.${name}`, type }] as const;
  }),
);

function spliced(text: string, given: object = {}) {
  const builder = new GraphBuilder("g");
  const vertex = builder.reserve("a", "");
  const inputs = new Map<string, object>(Object.entries(given));
  const script = splicedScript(builder, { vertex, place: "here" }, text, VARIABLES, inputs);
  builder.add(vertex, { script, inputs });
  const result = builder.result();
  if (!result.ok) throw new Error(result.text);
  const notes = result.graph.notes.map((note) => `${note.blocks ? "blocks: " : ""}${note.text}`);
  return { script, inputs: Object.fromEntries(inputs), notes };
}

test("variables become placeholders of inputs; a boolean is the word that Python has for it", () => {
  const known = { text: { type: "string", from: "params.text" } };
  expect(spliced("echo ${text} ${ n } ${flag}", known)).toEqual({
    script: "echo {text} {n} {flag}",
    inputs: {
      ...known,
      n: { type: "integer", from: "params.n" },
      flag: { type: "string", from: "(params.flag ? 'True' : 'False')" },
    },
    notes: [],
  });
});

test("a list is another text in Python, so somebody has to look at the script", () => {
  const { script, notes } = spliced("echo ${list} ${list}");
  expect(script).toBe("echo {list} {list}");
  expect(notes).toEqual([expect.stringMatching(/^blocks: \$\{list\} was replaced/)]);
});

test("what is left for the shell stays as it is written", () => {
  const { script, notes } = spliced("echo ${line% } ${v:- }");
  expect(script).toBe("echo ${line% } ${v:- }");
  expect(notes).toEqual([
    expect.stringMatching(/^blocks: \$\{line% \} is no value/),
    expect.stringMatching(/^blocks: \$\{v:- \} is no value/),
  ]);
});

test("a dollar before a variable is a part of the value, and not of a variable of the shell", () => {
  const price = { text: { type: "string", from: "'$' + params.text" } };
  expect(spliced('echo "\\$${text}"')).toEqual({ script: 'echo "{text}"', inputs: price, notes: [] });
  const { script, inputs, notes } = spliced("echo $${text}");
  expect({ script, inputs }).toEqual({ script: "echo {text}", inputs: price });
  expect(notes).toEqual([expect.stringMatching(/^blocks: a \$ stands before \$\{text\}/)]);
});

test("what looks like a placeholder of an input stays text, and a variable of the shell stays one", () => {
  const inputs = new Map([["env", {}]]);
  expect(withoutPlaceholders("{env} ${env} {other} {{env}}", inputs)).toBe(
    "{{env}} ${env} {other} {{{env}}}",
  );
  expect(spliced("{text} ${text}").script).toBe("{{text}} {text}");
});
