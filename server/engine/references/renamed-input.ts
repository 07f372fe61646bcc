import type { Template } from "../kinds/kind/kind.ts";
import { kindOf } from "../kinds/kinds.ts";
import { withLockNames } from "../locks/locks.ts";
import type { InputSpec, Interpreter, VertexSpec } from "../model/graph-content.ts";
import { mentionedVariables } from "../placeholders/mentioned-variables.ts";
import { placeholdersIn } from "../placeholders/placeholders.ts";
import { type Edit, edited, placeholderAt } from "../placeholders/sites/placeholder-sites.ts";
import { inputVariable } from "../values/environment.ts";
import { type LeftBehind, leftLines } from "./left-behind.ts";
import { mayReadVariable, withRenamedVariable } from "./script-variables.ts";

type Inputs = Readonly<Record<string, InputSpec>>;

/** The vertex with an input under another name, in the same place of the order, and its texts, scripts and locks with it. */
export function vertexWithRenamedInput(
  vertex: string,
  spec: VertexSpec,
  from: string,
  to: string,
): { readonly spec: VertexSpec; readonly left: readonly LeftBehind[] } {
  const { inputs = {}, interpreter = "bash" } = spec;
  // `{to}` may have been written before the input got its name. Then it is meant; else it was plain text.
  const renaming = { inputs, from, to, isRead: isMentioned(spec, from) };
  const inKind = kindOf(spec).mapTemplates(spec, (template) => renamedIn(template, renaming));
  const renamed = withLockNames(inKind, (text) => renamedIn({ text, language: "text" }, renaming));
  const entries = Object.entries(inputs).map(([name, input]) => [name === from ? to : name, input] as const);
  const left = (["script", "revert"] as const).flatMap((field) =>
    leftLines(
      vertex,
      field,
      (spec.kind ?? "script") === "script" ? (renamed[field] ?? "") : "",
      (line) =>
        mayReadVariable(line, interpreter, from) || mayReadVariable(line, interpreter, inputVariable(from)),
    ),
  );
  return { spec: { ...renamed, inputs: Object.fromEntries(entries) }, left };
}

type InputRenaming = {
  readonly inputs: Inputs;
  readonly from: string;
  readonly to: string;
  /** Whether a text of the vertex reads the input by its old name. */
  readonly isRead: boolean;
};

/** True if a text or a lock of the vertex may read the input. */
function isMentioned(spec: VertexSpec, input: string): boolean {
  const texts: string[] = [];
  const look = (text: string) => {
    texts.push(text);
    return text;
  };
  kindOf(spec).mapTemplates(spec, ({ text }) => look(text));
  withLockNames(spec, look);
  return texts.some((text) => mentionedVariables(text).has(input));
}

function renamedIn({ text, language }: Template, renaming: InputRenaming): string {
  const { from, to } = renaming;
  const named = withRenamedPlaceholders(text, language, renaming);
  if (language === "text") return named;
  const plain = withRenamedVariable(named, language, from, to);
  return withRenamedVariable(plain, language, inputVariable(from), inputVariable(to));
}

/**
 * A text with a placeholder under another name. What was plain text stays it: `{{from}}` becomes `{from}`, and `{to}`, which
 * nobody had declared, becomes `{{to}}` if the input was read by its old name.
 */
function withRenamedPlaceholders(
  text: string,
  language: Interpreter | "text",
  { inputs, from, to, isRead: wasRead }: InputRenaming,
): string {
  if (language === "python3" || language === "node") return text;
  const known = { ...inputs, [to]: inputs[from] ?? { type: "string" } } satisfies Inputs;
  const isRead =
    language === "text"
      ? () => true
      : placesOf(placeholdersIn({ script: text, interpreter: language, inputs: known }));
  const edits: Edit[] = [];
  for (let place = text.indexOf("{"); place >= 0; ) {
    const met = placeholderAt(text, place, known);
    if (met !== null && (met.name === from || (met.name === to && wasRead))) {
      const isLiteral = met.kind === "literal";
      const now =
        met.name === from ? (isLiteral ? `{${from}}` : `{${to}}`) : isLiteral ? `{{{${to}}}}` : `{{${to}}}`;
      if (isLiteral || isRead(place)) edits.push({ from: place, to: met.to, text: now });
    }
    place = text.indexOf("{", met?.to ?? place + 1);
  }
  return edited(text, edits);
}

function placesOf(places: readonly { readonly from: number }[]): (place: number) => boolean {
  const starts = new Set(places.map(({ from }) => from));
  return (place) => starts.has(place);
}
