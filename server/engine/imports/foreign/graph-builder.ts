import { parseGraphFile } from "../../graph-file/graph-file.ts";
import type { GraphFile } from "../../model/graph-content.ts";
import { FreeNames } from "../../shape/names/free-name.ts";
import { MAX_VERTEX_NAME, vertexNameOf } from "../../shape/names/graph-names.ts";
import { nearestGraphName } from "../../shape/names/nearest-graph-name.ts";
import { cutText } from "../../text/cut-text.ts";
import type { Unread } from "./definition-part.ts";

/** Something that was not carried over as it was. It stands in the graph's `todo`, and an import shows it beforehand. */
export type ImportNote = {
  /** The vertex that it is about; null: the graph. */
  readonly vertex: string | null;
  /** Where it is in the definition. */
  readonly place: string;
  readonly text: string;
  /** The graph cannot be sealed before a person has decided. */
  readonly blocks: boolean;
};

export type ImportedGraph = { readonly file: GraphFile; readonly notes: readonly ImportNote[] };

type Fields = Readonly<Record<string, unknown>>;

/** More entries of one list would not fit into a graph file; the last one says how many more there are. */
const MAX_NOTES_OF_ONE = 500;
const MAX_NOTE_TEXT = 9_000;

/** Collects a graph part by part, with notes on what could not be carried over, and gives it as a graph file. */
export class GraphBuilder {
  readonly name: string;
  private readonly header: Record<string, unknown> = {};
  private readonly vertices = new Map<string, Fields>();
  private readonly free = new FreeNames([]);
  private readonly edges: Fields[] = [];
  private readonly notes: ImportNote[] = [];

  constructor(name: string) {
    this.name = name;
  }

  set(field: string, value: unknown): void {
    if (value !== undefined) this.header[field] = value;
  }

  note(vertex: string | null, place: string, text: string, blocks = false): void {
    this.notes.push({ vertex, place, text, blocks });
  }

  /** Lists what nobody has read. */
  noteUnread(vertex: string | null, unread: readonly Unread[]): void {
    for (const { place, text } of unread) this.note(vertex, place, `not carried over: ${text}`);
  }

  /** Adds a vertex without fields. It gets the nearest name that is free and allowed, and a note if that is another one. */
  reserve(wanted: string, place: string): string {
    const name = this.reserveOwn(vertexNameFrom(wanted));
    if (name !== wanted) this.note(name, place, `its name was ${JSON.stringify(wanted)}`);
    return name;
  }

  /** Adds a vertex that the definition does not have. It gets this name, or the same with a number behind it. */
  reserveOwn(wanted: string): string {
    const name = this.free.take(wanted);
    this.vertices.set(name, {});
    return name;
  }

  /** Gives fields to a vertex. */
  add(name: string, fields: Fields): void {
    this.vertices.set(name, { ...this.vertices.get(name), ...fields });
  }

  connect(edge: Fields): void {
    this.edges.push(edge);
  }

  /** @returns the graph; or the first problem, as a sentence, if it does not fit into a graph file. */
  result():
    | { readonly ok: true; readonly graph: ImportedGraph }
    | { readonly ok: false; readonly text: string } {
    const todoOf = (of: string | null) => todoList(this.notes.filter(({ vertex }) => vertex === of));
    const parsed = parseGraphFile({
      signalbox: 1,
      name: this.name,
      ...this.header,
      ...todoOf(null),
      vertices: new Map([...this.vertices].map(([name, fields]) => [name, { ...fields, ...todoOf(name) }])),
      edges: this.edges,
    });
    if (parsed.ok) return { ok: true, graph: { file: parsed.file, notes: this.notes } };
    const [problem] = parsed.problems;
    return { ok: false, text: `${problem?.path ?? this.name}: ${problem?.text ?? "This is no graph."}` };
  }
}

function todoList(notes: readonly ImportNote[]): { readonly todo?: readonly Fields[] } {
  if (notes.length === 0) return {};
  const entries = [...notes]
    .sort((a, b) => Number(b.blocks) - Number(a.blocks))
    .map(({ place, text, blocks }) => ({
      text: cut(`${place === "" ? "" : `${place}: `}${text}`),
      ...(blocks && { blocks }),
    }));
  const shown = entries.slice(0, MAX_NOTES_OF_ONE);
  if (shown.length < entries.length)
    shown.push({
      text: `${entries.length - shown.length} more parts of the definition were not carried over`,
    });
  return { todo: shown };
}

function cut(text: string): string {
  if (text.length <= MAX_NOTE_TEXT) return text;
  return `${cutText(text, MAX_NOTE_TEXT)}… (${text.length.toLocaleString("en")} characters)`;
}

/** The nearest name that a vertex may have. */
export function vertexNameFrom(wanted: string): string {
  const allowed = vertexNameOf(wanted)
    .replace(/[^\p{L}\p{M}\p{Nd}_. -]+/gu, " ")
    .replace(/ +/g, " ")
    .replace(/^[^\p{L}\p{Nd}_]+/u, "");
  const cut = [...allowed].slice(0, MAX_VERTEX_NAME).join("").trim();
  return cut === "" || cut === "__proto__" ? "step" : cut;
}

/** The nearest name that a graph may have, for one that is imported. */
export function graphNameFrom(wanted: string): string {
  const allowed = nearestGraphName(wanted);
  return allowed === "" ? "imported" : allowed;
}

/** A name for a graph that none of these has, also in another case. */
export function freeGraphName(wanted: string, taken: ReadonlySet<string>): string {
  const stem = wanted.slice(0, 90);
  for (let number = 1; ; number += 1) {
    const name = number === 1 ? stem : `${stem}-${number}`;
    if (!taken.has(name.toLowerCase())) return name;
  }
}
