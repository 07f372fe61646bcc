import { annotationsJson, readAnnotations } from "#engine/graph-file/annotations.ts";
import { parseGraphFile } from "#engine/graph-file/graph-file.ts";
import { graphFileJson, headerJson, vertexJson } from "#engine/graph-file/graph-file-json.ts";
import { fromWire, toWire, type Wire } from "#engine/json/wire.ts";
import {
  type Annotations,
  type EdgeSpec,
  type GraphContent,
  type GraphFile,
  headerOf,
  type VertexSpec,
} from "#engine/model/graph-content.ts";
import type { FileFields } from "#engine/shape/file-part.ts";
import type { Draft } from "../draft.ts";

/** More steps than this are not kept, and of a large graph fewer: each names all of its vertices. */
const MAX_STEPS = 100;
const MAX_NAMES_IN_ALL = 100_000;
/** A part of a graph is kept once, however many steps have it. Steps that bring more text than this are not kept. */
const MAX_TEXT = 4_000_000;

/** One design of a history: its parts are in the pool, by number. */
type StoredFile = {
  readonly header: number;
  readonly vertices: readonly (readonly [name: string, part: number])[];
  readonly edges: number;
  readonly layout: readonly (readonly [name: string, x: number, y: number])[];
  /** Frames and notes; absent where there are none. */
  readonly annotations?: number;
};

/** A history as a browser keeps it, of one draft. */
export type StoredHistory = {
  readonly format: 1;
  readonly pool: readonly string[];
  readonly file: StoredFile;
  readonly past: readonly StoredFile[];
  readonly future: readonly StoredFile[];
};

/** The last steps of a draft's history, in a form that can be stored. Values of secrets are not in it. */
export function storedHistory({
  file,
  past,
  future,
}: Pick<Draft, "file" | "past" | "future">): StoredHistory {
  const pool: string[] = [];
  const numbers = new Map<object, number>();
  let size = 0;
  const put = (part: object, text: () => string): number => {
    const known = numbers.get(part);
    if (known !== undefined) return known;
    pool.push(text());
    size += pool.at(-1)?.length ?? 0;
    numbers.set(part, pool.length - 1);
    return pool.length - 1;
  };
  const headers = new Map<string, object>();
  // Each step has a header of its own, and nearly all of them say the same.
  const putHeader = (content: GraphContent): number => {
    const text = textOf(withoutSecrets(headerJson(headerOf(content)), "params"));
    const key = headers.get(text) ?? {};
    headers.set(text, key);
    return put(key, () => text);
  };
  const stored = ({ content, layout, annotations }: GraphFile): StoredFile => ({
    header: putHeader(content),
    vertices: [...content.vertices].map(([name, spec]) => [
      name,
      put(spec, () => textOf(withoutSecrets(vertexJson(spec), "inputs"))),
    ]),
    edges: put(content.edges, () =>
      textOf(graphFileJson({ content: { ...NOTHING, edges: content.edges }, layout: new Map() })["edges"]),
    ),
    layout: [...layout].map(([name, { x, y }]) => [name, x, y]),
    ...(annotations !== undefined && {
      annotations: put(annotations, () => textOf(annotationsJson(annotations))),
    }),
  });
  const now = stored(file);
  const ofFile = size;
  const most = Math.min(MAX_STEPS, Math.floor(MAX_NAMES_IN_ALL / Math.max(1, file.content.vertices.size)));
  // The nearest steps first.
  const nearest = (files: readonly GraphFile[]): StoredFile[] => {
    const kept: StoredFile[] = [];
    for (const each of files.slice(-most).toReversed()) {
      if (size - ofFile > MAX_TEXT) break;
      kept.unshift(stored(each));
    }
    return kept;
  };
  return { format: 1, pool, file: now, past: nearest(past), future: nearest(future) };
}

/** The history that a browser kept; null where it cannot be read, as after an update of the product. */
export function readStoredHistory(
  value: unknown,
  name: string,
): Pick<Draft, "file" | "past" | "future"> | null {
  if (!isStored(value)) return null;
  try {
    const json = (part: number) => fromWire(JSON.parse(value.pool[part] ?? "null")) as FileFields;
    const read = (fields: object) => parsed({ signalbox: 1, name, vertices: {}, edges: [], ...fields });
    const specs = readVertices([value.file, ...value.past, ...value.future], json, read);
    const headers = new Map<number, GraphContent>();
    const edges = new Map<number, readonly EdgeSpec[]>();
    const file = (stored: StoredFile): GraphFile => {
      const vertices = new Map(
        stored.vertices.map(([each, part]) => [each, specs.get(part) ?? unreadable()]),
      );
      const drawn = stored.annotations;
      return {
        content: {
          ...known(headers, stored.header, () => read(json(stored.header))),
          vertices,
          edges: known(edges, stored.edges, () => read({ edges: json(stored.edges) }).edges),
        },
        layout: new Map(stored.layout.map(([each, x, y]) => [each, { x, y }])),
        ...(drawn !== undefined && { annotations: annotationsIn(json(drawn), vertices) }),
      };
    };
    return { file: file(value.file), past: value.past.map(file), future: value.future.map(file) };
  } catch (error) {
    // What an older or newer product kept is no history of this one.
    if (error instanceof Unreadable || error instanceof TypeError || error instanceof SyntaxError)
      return null;
    throw error;
  }
}

class Unreadable extends Error {}

const NOTHING = { signalbox: 1, name: "part", vertices: new Map(), edges: [] } as const;

function textOf(json: unknown): string {
  return JSON.stringify(toWire(json) ?? null);
}

function parsed(json: object): GraphContent {
  const result = parseGraphFile(json);
  if (!result.ok) throw new Unreadable(result.problems[0]?.text);
  return result.file.content;
}

function annotationsIn(json: FileFields, vertices: GraphContent["vertices"]): Annotations | undefined {
  const result = readAnnotations(json, vertices);
  if (!result.ok) throw new Unreadable(result.text);
  return result.annotations;
}

function unreadable(): never {
  throw new Unreadable("A part is missing.");
}

/** A graph file has no more vertices. */
const MAX_AT_ONCE = 5_000;

/** The parts of the pool that are vertices: many are read as one graph file, which takes a tenth of the time. */
function readVertices(
  files: readonly StoredFile[],
  json: (part: number) => FileFields,
  read: (fields: object) => GraphContent,
): ReadonlyMap<number, VertexSpec> {
  const parts = [...new Set(files.flatMap(({ vertices }) => vertices.map(([, part]) => part)))];
  const specs = new Map<number, VertexSpec>();
  for (let at = 0; at < parts.length; at += MAX_AT_ONCE) {
    const some = parts.slice(at, at + MAX_AT_ONCE);
    const { vertices } = read({ vertices: new Map(some.map((part) => [`v${part}`, json(part)])) });
    for (const part of some) specs.set(part, vertices.get(`v${part}`) ?? unreadable());
  }
  return specs;
}

function known<Value>(values: Map<number, Value>, number: number, make: () => Value): Value {
  const value = values.get(number) ?? make();
  values.set(number, value);
  return value;
}

/** The fields without the default of each input that is a secret: check forbids it, but it may have been typed. */
function withoutSecrets(json: FileFields, field: "inputs" | "params"): FileFields {
  const specs = json[field];
  if (!(specs instanceof Map)) return json;
  const safe = [...specs].map(([name, spec]: [string, Wire]): [string, unknown] => {
    if (typeof spec !== "object" || spec === null || !("type" in spec) || spec["type"] !== "secret")
      return [name, spec];
    const { default: _secret, ...others } = spec as FileFields;
    return [name, others];
  });
  return { ...json, [field]: new Map(safe) } as FileFields;
}

function isStored(value: unknown): value is StoredHistory {
  return (
    typeof value === "object" &&
    value !== null &&
    "format" in value &&
    value.format === 1 &&
    "pool" in value &&
    "file" in value
  );
}
