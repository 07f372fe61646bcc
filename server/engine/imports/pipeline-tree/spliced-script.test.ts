import fc from "fast-check";
import { expect, test } from "vitest";
import type { InputSpec } from "../../model/graph-content.ts";
import { compileScript } from "../../placeholders/placeholders.ts";
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

test("braces and a backslash before a variable are a part of the value: with them there would be no placeholder", () => {
  const given = (expression: string) => ({ text: { type: "string", from: expression } });
  expect(spliced('echo "{${text}}"')).toEqual({
    script: 'echo "{text}}"',
    inputs: given("'{' + params.text"),
    notes: [],
  });
  const { notes, ...escaped } = spliced("echo \\${text}");
  expect(escaped).toEqual({ script: "echo {text}", inputs: given('"\\\\" + params.text') });
  expect(notes).toEqual([expect.stringMatching(/^blocks: a \\ stands before \$\{text\}/)]);
  expect(spliced("echo {${text}").script).toBe("echo {{text}");
});

test("a backslash before a sign goes where the shell took it away, and stays in the value where it is printed", () => {
  const from = (before: string, after: string) => {
    const { script, inputs, notes } = spliced(`${before}\${text}${after}`);
    return [script, (inputs["text"] as { from: string }).from, notes];
  };
  expect(from("echo \\{", "}")).toEqual(["echo {text}}", "'{' + params.text", []]);
  expect(from('echo "\\{', '}"')).toEqual(['echo "{text}}"', '"\\\\{" + params.text', []]);
  expect(from('echo "$(echo \\{', '})"')).toEqual(['echo "$(echo {text}})"', "'{' + params.text", []]);
  expect(from("cat <<E\n\\{", "}\nE")).toEqual(["cat <<E\n{text}}\nE", '"\\\\{" + params.text', []]);
  expect(from("cat <<E\n\\$", "\nE")).toEqual(["cat <<E\n{text}\nE", "'$' + params.text", []]);
  expect(from("echo '\\$", "'")).toEqual(["echo '{text}'", '"\\\\$" + params.text', []]);
});

test("where it cannot be told how the shell reads a backslash before a sign, somebody has to look at it", () => {
  const { inputs, notes } = spliced('echo "\\{${text}}');
  expect(inputs).toEqual({ text: { type: "string", from: '"\\\\{" + params.text' } });
  expect(notes).toEqual([expect.stringMatching(/^blocks: a \\ stands before \$\{text\}/)]);
});

test("whatever signs stand around a variable, its value is in the program", () => {
  const signs = fc.string({ unit: fc.constantFrom("{", "}", "$", "\\", "a", " "), maxLength: 5 });
  fc.assert(
    fc.property(signs, signs, fc.constantFrom("", '"'), (before, after, quote) => {
      const { script, inputs } = spliced(`echo ${quote}${before}\${text}${after}${quote}`);
      const { problems, uses } = compileScript({
        script,
        interpreter: "bash",
        inputs: inputs as Record<string, InputSpec>,
      });
      expect(problems.length + uses.size).toBeGreaterThan(0);
    }),
    { numRuns: 2_000 },
  );
});

test("what looks like a placeholder of an input stays text, and a variable of the shell stays one", () => {
  const inputs = new Map([["env", {}]]);
  expect(withoutPlaceholders("{env} ${env} {other} {{env}}", inputs)).toBe(
    "{{env}} ${env} {other} {{{env}}}",
  );
  expect(spliced("{text} ${text}").script).toBe("{{text}} {text}");
});
