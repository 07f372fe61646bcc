import { kindOf } from "../kinds/kinds.ts";
import { hintFinding, warningFinding } from "../model/finding.ts";
import type { Finding, GraphContent, InputSpec, VertexSpec } from "../model/graph-content.ts";
import { placesIn } from "../placeholders/placeholders.ts";
import { placeholdersByLooks } from "../placeholders/sites/placeholder-sites.ts";
import { inputNameProblem } from "../shape/names/graph-names.ts";
import { paramInput } from "../shape/param-input.ts";
import { reservedInputName } from "../values/reserved-names.ts";

type Inputs = Readonly<Record<string, InputSpec>>;

/** Findings about `{name}` of no input of its vertex: it stays text. A name of a param is warned of; others may be meant. */
export function undeclaredFindings({ vertices, params = {} }: GraphContent): readonly Finding[] {
  return [...vertices].flatMap(([vertex, spec]) => undeclaredIn(vertex, spec, params));
}

/** What a placeholder of a name that nobody declared is taken for. */
const ANY_TEXT: InputSpec = { type: "string", required: true };

function undeclaredIn(vertex: string, spec: VertexSpec, params: Inputs): readonly Finding[] {
  const { inputs = {} } = spec;
  const isMissing = (name: string) => !Object.hasOwn(inputs, name);
  const ofParams = Object.entries(params).filter(([name]) => isMissing(name));
  const found = new Set<string>();
  kindOf(spec).mapTemplates(spec, ({ text, language }) => {
    if (!text.includes("{")) return text;
    const others = namesInBraces(text).filter((name) => isMissing(name) && !Object.hasOwn(params, name));
    const undeclared = Object.fromEntries([
      ...ofParams,
      ...others.filter(canBeInput).map((name) => [name, ANY_TEXT] as const),
    ]);
    if (Object.keys(undeclared).length === 0) return text;
    const places =
      language === "text"
        ? placeholdersByLooks(text, undeclared).map((place) => ({ ...place, isOpen: true }))
        : placesIn({ script: text, interpreter: language, inputs: undeclared });
    for (const { name, from, to, isOpen } of places)
      if (Object.hasOwn(params, name) || (isOpen && !isNotation(text, from, to))) found.add(name);
    return text;
  });
  return [...found].map((name) => {
    const param = Object.hasOwn(params, name) ? params[name] : undefined;
    return param === undefined ? hintOf(vertex, name) : warningOf(vertex, name, param);
  });
}

function warningOf(vertex: string, name: string, param: InputSpec): Finding {
  const text = `{${name}} stays as it is in ${vertex}, because ${vertex} has no input ${name}. To read the param, add \`${name}\` to its inputs.`;
  const input = paramInput(name, param);
  const fix = { change: "input", label: `Add the input ${name}`, vertex, name, input } as const;
  return warningFinding("input-undeclared", text, { vertices: [vertex], fix });
}

function hintOf(vertex: string, name: string): Finding {
  const text = `{${name}} stays as it is in ${vertex}, because ${vertex} has no input ${name}. Add the input, or leave it where the text is meant.`;
  const fix = { change: "input", label: `Make {${name}} an input`, vertex, name, input: ANY_TEXT } as const;
  return hintFinding("placeholder-undeclared", text, { vertices: [vertex], fix });
}

/** The most names of one text that are looked at. */
const MAX_NAMES = 50;

/** Names that stand in single braces: not `{{ip}}`, and not `${HOME}`. */
function namesInBraces(text: string): readonly string[] {
  const names = new Set<string>();
  for (const [, name = ""] of text.matchAll(/(?<![${])\{([A-Za-z_][A-Za-z0-9_]*)\}(?!\})/g)) {
    names.add(name);
    if (names.size === MAX_NAMES) break;
  }
  return [...names];
}

function canBeInput(name: string): boolean {
  return inputNameProblem(name) === null && reservedInputName(name) === null;
}

/** True for braces that other programs have a meaning for: `%{http_code}`, `HEAD@{upstream}`, `v1^{commit}`, `{fd}>file`. */
function isNotation(text: string, from: number, to: number): boolean {
  return /[%@^#~\\]/.test(text[from - 1] ?? "") || /[<>]/.test(text[to] ?? "");
}
