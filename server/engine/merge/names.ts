import { fittedAnnotations } from "../graph-file/annotations.ts";
import type { Annotations, EdgeSpec, GraphContent, GraphFile, VertexSpec } from "../model/graph-content.ts";
import { withRenamedVertices } from "../references/renamed-vertices.ts";
import { FreeNames } from "../shape/names/free-name.ts";
import { isSame, isSameButForPins } from "./merge-values.ts";
import { renamedIn } from "./renamed-in.ts";

type NewNames = ReadonlyMap<string, string>;

/** New names of vertices, frames and notes, by the old ones. */
export type Names = { readonly vertices: NewNames; readonly frames: NewNames; readonly notes: NewNames };

export const NO_NAMES: Names = { vertices: new Map(), frames: new Map(), notes: new Map() };

/**
 * What two changes began with where nobody knows it: each difference is a conflict, and nothing was removed or added. It is
 * known by its map of vertices, since the graph may be renamed.
 */
export const UNKNOWN_BASE: GraphFile = {
  content: { signalbox: 1, name: "unknown", vertices: new Map(), edges: [] },
  layout: new Map(),
};

/** Whether nobody knows what two changes began with. */
export function isUnknownBase({ content }: GraphFile): boolean {
  return content.vertices === UNKNOWN_BASE.content.vertices;
}

/**
 * Names of its own for what mine and theirs both added under one name, and which are different things. Theirs keeps its name:
 * it is saved, and known to others.
 *
 * @param files the draft of mine, then the steps of its history: one thing has the same name in all of them.
 */
export function ownNames(base: GraphFile, files: readonly GraphFile[], theirs: GraphFile): Names {
  const vertices = ({ content }: GraphFile) => content.vertices;
  const drawn = (kind: keyof Annotations) => (file: GraphFile) => drawnIn(file, kind);
  return {
    vertices: isUnknownBase(base)
      ? NO_NAMES.vertices
      : withoutRenamed(twins(base, files, theirs, vertices, isSameButForPins), base, files, theirs),
    frames: twins(base, files, theirs, drawn("frames"), isSame),
    notes: twins(base, files, theirs, drawn("notes"), isSame),
  };
}

const NOTHING_DRAWN: ReadonlyMap<string, unknown> = new Map<string, unknown>();

function drawnIn({ annotations }: GraphFile, kind: keyof Annotations): ReadonlyMap<string, unknown> {
  return annotations?.[kind] ?? NOTHING_DRAWN;
}

function twins<Spec>(
  base: GraphFile,
  files: readonly GraphFile[],
  theirs: GraphFile,
  of: (file: GraphFile) => ReadonlyMap<string, Spec>,
  isSameSpec: (one: Spec, other: Spec) => boolean,
): NewNames {
  const was = of(base);
  const found = [...of(theirs)].flatMap(([name, spec]) => {
    if (was.has(name)) return [];
    const own = files.map((file) => of(file).get(name)).find((each) => each !== undefined);
    return own === undefined || isSameSpec(own, spec) ? [] : [name];
  });
  if (found.length === 0) return NO_NAMES.vertices;
  const free = new FreeNames([base, theirs, ...files].flatMap((file) => [...of(file).keys()]));
  return new Map(found.map((name) => [name, free.take(name)]));
}

/** What both renamed to the same name is one thing, whatever one of them did with it since. */
function withoutRenamed(
  names: NewNames,
  base: GraphFile,
  [mine]: readonly GraphFile[],
  theirs: GraphFile,
): NewNames {
  if (names.size === 0 || mine === undefined) return names;
  const renamed = [...renamedIn(base, mine), ...renamedIn(base, theirs)].filter(
    ([from]) => !mine.content.vertices.has(from) && !theirs.content.vertices.has(from),
  );
  // Two vertices that were given one name are two.
  const vertices = (name: string) => new Set(renamed.flatMap(([from, to]) => (to === name ? [from] : [])));
  return new Map([...names].filter(([name]) => vertices(name).size !== 1));
}

/** The file with other names; what it does not have stays. What reads a vertex reads it by the new name. */
export function withNames(file: GraphFile, names: Names): GraphFile {
  return renamer(names)(file);
}

/** `withNames` for many files that share most of their parts: each part is looked at once. */
export function renamer(names: Names): (file: GraphFile) => GraphFile {
  const known = new Map<string, (content: GraphContent) => GraphContent>();
  const contentRenamer = (vertices: NewNames) => {
    const key = [...vertices.keys()].join("\n");
    const rename = known.get(key) ?? vertexRenamer(vertices);
    known.set(key, rename);
    return rename;
  };
  return (file) => {
    const vertices = namesIn(file.content.vertices, names.vertices);
    const frames = namesIn(drawnIn(file, "frames"), names.frames);
    const notes = namesIn(drawnIn(file, "notes"), names.notes);
    if (vertices.size + frames.size + notes.size === 0) return file;
    const nameOf = (name: string) => vertices.get(name) ?? name;
    const content = vertices.size === 0 ? file.content : contentRenamer(vertices)(file.content);
    const drawn = fittedAnnotations(file.annotations, content.vertices, nameOf);
    const annotations = drawn && {
      frames: withKeys(drawn.frames, frames),
      notes: withKeys(drawn.notes, notes),
    };
    return { content, layout: withKeys(file.layout, vertices), annotations };
  };
}

function vertexRenamer(names: NewNames): (content: GraphContent) => GraphContent {
  const specs = new Map<VertexSpec, VertexSpec>();
  const edges = new Map<EdgeSpec, EdgeSpec>();
  return (content) => {
    const newSpecs = [...content.vertices].filter(([, spec]) => !specs.has(spec));
    const newEdges = content.edges.filter((edge) => !edges.has(edge));
    const part = { ...content, vertices: new Map(newSpecs), edges: newEdges };
    const renamed = withRenamedVertices(part, names).content;
    for (const [name, spec] of newSpecs)
      specs.set(spec, renamed.vertices.get(names.get(name) ?? name) ?? spec);
    for (const [at, edge] of newEdges.entries()) edges.set(edge, renamed.edges[at] ?? edge);
    return {
      ...renamed,
      vertices: new Map(
        [...content.vertices].map(([name, spec]) => [names.get(name) ?? name, specs.get(spec) ?? spec]),
      ),
      edges: content.edges.map((edge) => edges.get(edge) ?? edge),
    };
  };
}

/** Those that are there. A name that something else has by now is not given twice. */
function namesIn(things: ReadonlyMap<string, unknown>, names: NewNames): NewNames {
  return new Map([...names].filter(([from, to]) => things.has(from) && (from === to || !things.has(to))));
}

function withKeys<Spec>(things: ReadonlyMap<string, Spec>, names: NewNames): ReadonlyMap<string, Spec> {
  if (names.size === 0) return things;
  return new Map([...things].map(([name, spec]) => [names.get(name) ?? name, spec] as const));
}
