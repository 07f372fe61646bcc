import { freeValueName } from "../../values/free-value-name.ts";
import { inText, partsOfText, type Variable } from "../foreign/foreign-values.ts";
import type { GraphBuilder } from "../foreign/graph-builder.ts";

/** Where a script stands: its vertex, and its place in the definition. */
type Where = { readonly vertex: string; readonly place: string };

/**
 * A script with placeholders in place of the variables that the other system replaced by their texts. The inputs that they
 * need are added.
 */
export function splicedScript(
  builder: GraphBuilder,
  { vertex, place }: Where,
  text: string,
  variables: ReadonlyMap<string, Variable>,
  inputs: Map<string, object>,
): string {
  const note = (problem: string) => builder.note(vertex, place, problem, true);
  const told = new Set<string>();
  const tellOnce = (about: string, problem: string) => {
    if (!told.has(about)) note(problem);
    told.add(about);
  };
  const pieces: { readonly text: string; readonly isLiteral: boolean }[] = [];
  for (const part of partsOfText(text)) {
    if ("text" in part) {
      pieces.push({ text: part.text, isLiteral: true });
      continue;
    }
    const { variable: name, written } = part;
    const variable = variables.get(name);
    if (variable === undefined) {
      tellOnce(written, `${written} is no value of this process, so it is left for the shell`);
      pieces.push({ text: written, isLiteral: false });
      continue;
    }
    const read = inText(variable);
    if (read === null)
      tellOnce(
        name,
        `${written} was replaced by its text in Python, such as ['a'] or 1.0. Here it is JSON: look how the script reads it`,
      );
    const dollar = /\\?\$$/.exec(pieces.at(-1)?.text ?? "");
    const last = dollar === null ? undefined : pieces.pop();
    if (dollar !== null && last !== undefined) {
      pieces.push({ ...last, text: last.text.slice(0, dollar.index) });
      // The shell would read `${name}`, so the dollar goes into the value.
      if (dollar[0] === "$")
        tellOnce(
          `$${name}`,
          `a $ stands before ${written}, so the shell read both together. Here they are a text that is not read again`,
        );
    }
    const asRead = variable.type === "boolean" && read !== null ? read : variable;
    const given =
      dollar === null
        ? asRead
        : { type: "string", expression: `'$' + ${read?.expression ?? `string(${variable.expression})`}` };
    pieces.push({ text: `{${inputFor(name, given, inputs)}}`, isLiteral: false });
  }
  return pieces
    .map((piece) => (piece.isLiteral ? withoutPlaceholders(piece.text, inputs) : piece.text))
    .join("");
}

/** A text in which nothing is replaced, also not what looks like a placeholder of an input. */
export function withoutPlaceholders(text: string, inputs: ReadonlyMap<string, object>): string {
  return text.replace(/(?<!\$)\{([A-Za-z_]\w*)\}/g, (all, name) => (inputs.has(name) ? `{${all}}` : all));
}

/** The input that has this value: one that is there already, or a new one. */
function inputFor(name: string, { expression: from, type }: Variable, inputs: Map<string, object>): string {
  const known = [...inputs].find(([, input]) => (input as { from?: string }).from === from);
  if (known !== undefined) return known[0];
  const free = freeValueName([name], inputs.keys());
  inputs.set(free, { type, from });
  return free;
}
