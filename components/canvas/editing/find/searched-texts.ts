import { kindViewOf } from "#components/kinds/kind-views.ts";
import { ExactNumber } from "#engine/json/exact-number.ts";
import type { GraphFile, VertexSpec } from "#engine/model/graph-content.ts";
import { headerOf } from "#engine/model/graph-content.ts";

/** What a text is of: something that can be selected, or the graph itself. */
export type Place =
  | { readonly of: "vertex"; readonly name: string }
  | { readonly of: "edge"; readonly tail: string; readonly head: string }
  | { readonly of: "frame" | "note"; readonly name: string }
  | { readonly of: "graph" };

/** One text of a draft. */
export type SearchedText = {
  /** What people call the field: `Script`, `Input host, description`. */
  readonly label: string;
  readonly text: string;
  /** The field of the vertex in which it stands; left out for its name, and for what is not of a vertex. */
  readonly field?: keyof VertexSpec;
};

/** Words of the format, which nobody looks for as a text. */
const CHOICES: ReadonlySet<string> = new Set([
  "kind",
  "interpreter",
  "onFailure",
  "onLost",
  "onTimeout",
  "join",
  "branch",
  "final",
  "fence",
  "output",
]);

/** What every kind may have: the texts of a kind say nothing of these. */
const SHARED: ReadonlySet<string> = new Set([
  "inputs",
  "outputs",
  "description",
  "todo",
  "foreach",
  "repeat",
  "labels",
  "locks",
]);

/** What the form calls a field whose name alone says too little. */
const LABELS: Readonly<Record<string, string>> = {
  inputs: "Input",
  outputs: "Output",
  params: "Parameter",
  revert: "Undo script",
  foreach: "Run for each",
  repeat: "Repeat until",
  labels: "Runner labels",
  todo: "To do",
  http: "Request",
};

/** Each vertex is walked through once for each of its states, not once for each key that is typed. */
const known = new WeakMap<VertexSpec, readonly SearchedText[]>();

/** Every text of a vertex but its name. */
export function textsOfVertex(spec: VertexSpec): readonly SearchedText[] {
  const before = known.get(spec);
  if (before !== undefined) return before;
  const ofKind = kindViewOf(spec)
    .texts(spec)
    .map(({ label, text }): SearchedText => {
      const field = label === "script" ? "script" : label === "undo script" ? "revert" : "kind";
      return { label: capital(label), text, field };
    });
  const isSaid = ({ field, text }: SearchedText) =>
    !SHARED.has(field ?? "") && ofKind.some((each) => each.text.includes(text));
  const others = textsIn(spec).filter((each) => !isSaid(each));
  const all = [...ofKind, ...others] as readonly SearchedText[];
  known.set(spec, all);
  return all;
}

/** Every text of a draft that is not of a vertex. */
export function otherTexts({ content, annotations }: GraphFile): readonly (readonly [Place, SearchedText])[] {
  const found: (readonly [Place, SearchedText])[] = [];
  for (const { tail, head, when } of content.edges)
    if (typeof when === "string")
      found.push([
        { of: "edge", tail, head },
        { label: "Condition", text: when },
      ]);
  for (const [name, { title }] of annotations?.frames ?? [])
    found.push([
      { of: "frame", name },
      { label: "Frame", text: title ?? name },
    ]);
  for (const [name, { text }] of annotations?.notes ?? [])
    found.push([
      { of: "note", name },
      { label: "Note", text },
    ]);
  for (const { label, text } of textsIn(headerOf(content))) found.push([{ of: "graph" }, { label, text }]);
  return found;
}

/** Every text in a value, called by the way to it. Names of inputs and the like are texts, too. */
function textsIn(value: object): readonly SearchedText[] {
  const found: SearchedText[] = [];
  for (const [field, part] of Object.entries(value)) {
    if (CHOICES.has(field) && typeof part === "string") continue;
    walk(part, [LABELS[field] ?? capital(field)], (label, text) =>
      found.push({ label, text, field: field as keyof VertexSpec }),
    );
  }
  return found;
}

/** Named things are one level below these. */
const NAMED: ReadonlySet<string> = new Set(["Input", "Output", "Parameter"]);

function walk(part: unknown, way: readonly string[], tell: (label: string, text: string) => void): void {
  const text = plainText(part);
  if (text !== null) tell(way.join(", "), text);
  else if (Array.isArray(part)) for (const each of part) walk(each, way, tell);
  else if (typeof part === "object" && part !== null) walkFields(part, way, tell);
}

function walkFields(part: object, way: readonly string[], tell: (label: string, text: string) => void): void {
  const isNamed = part instanceof Map || (way.length === 1 && NAMED.has(way[0] ?? ""));
  for (const [key, each] of part instanceof Map ? part : Object.entries(part)) {
    if (isNamed) tell(way.join(", "), String(key));
    if (key === "type" && typeof each === "string") continue;
    // The one text of an entry needs no name of its own.
    if (way[0] === LABELS["todo"] && key === "text") walk(each, way, tell);
    else walk(each, isNamed ? [...way.slice(0, -1), `${way.at(-1)} ${key}`] : [...way, String(key)], tell);
  }
}

function plainText(part: unknown): string | null {
  if (part instanceof ExactNumber) return part.text;
  return typeof part === "string" || typeof part === "number" ? String(part) : null;
}

function capital(text: string): string {
  return text.charAt(0).toUpperCase() + text.slice(1);
}
