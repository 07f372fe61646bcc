import type { Quoting } from "../../placeholders/shell/shell-place.ts";
import { freeValueName } from "../../values/free-value-name.ts";
import { celText, inText, partsOfText, type TextPart, type Variable } from "../foreign/foreign-values.ts";
import type { GraphBuilder } from "../foreign/graph-builder.ts";
import { isBackslashPrinted, quotingsOf } from "./shell-quoting.ts";

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
  const parts = partsOfText(text);
  let quotings: ReadonlyMap<number, Quoting> | null = null;
  for (const [at, part] of parts.entries()) {
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
    const last = pieces.pop() ?? { text: "", isLiteral: true };
    const before = boundTo(last.text, textAt(parts, at + 1), () => {
      quotings ??= quotingsOf(parts);
      return quotings.get(at) ?? "unclear";
    });
    pieces.push({ ...last, text: before.rest });
    for (const sign of before.signs)
      tellOnce(
        `${sign}${name}`,
        `a ${sign} stands before ${written}, so the shell read both together. Here they are a text that is not read again`,
      );
    const asRead = variable.type === "boolean" && read !== null ? read : variable;
    const given =
      before.bound === ""
        ? asRead
        : {
            type: "string",
            expression: `${celText(before.bound)} + ${read?.expression ?? `string(${variable.expression})`}`,
          };
    pieces.push({ text: `{${inputFor(name, given, inputs)}}`, isLiteral: false });
  }
  return pieces
    .map((piece) => (piece.isLiteral ? withoutPlaceholders(piece.text, inputs) : piece.text))
    .join("");
}

/**
 * What of the text before a variable has to go into its value: with it, `{name}` would be no placeholder. `signs`: what the
 * shell would have read together with the value.
 *
 * @param after the text behind the variable.
 * @param quotingOf how the shell reads the place of the variable.
 */
function boundTo(
  before: string,
  after: string,
  quotingOf: () => Quoting,
): { readonly rest: string; readonly bound: string; readonly signs: readonly string[] } {
  let [rest, bound] = [before, ""];
  let dollars = 0;
  let isEscaped = false;
  for (;;) {
    // What stands in `${…}` of the shell stays there: check tells of it.
    const isBrace = after.startsWith("}") && /(?<!\$)\{$/.test(rest);
    if (isBrace || rest.endsWith("$")) {
      if (!isBrace) dollars += 1;
      bound = `${rest.slice(-1)}${bound}`;
    } else if (/(?<!\\)(?:\\\\)*\\$/.test(rest)) {
      const sign = bound.slice(0, 1);
      if (sign === "$") dollars -= 1;
      const isPrinted = sign === "" ? null : isBackslashPrinted(sign, quotingOf());
      if (isPrinted !== false) bound = `\\${bound}`;
      if (isPrinted === null) isEscaped = true;
    } else break;
    rest = rest.slice(0, -1);
  }
  return { rest, bound, signs: [...(dollars > 0 ? ["$"] : []), ...(isEscaped ? ["\\"] : [])] };
}

function textAt(parts: readonly TextPart[], place: number): string {
  const part = parts[place];
  return part !== undefined && "text" in part ? part.text : "";
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
