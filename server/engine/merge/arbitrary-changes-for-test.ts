import fc from "fast-check";
import { fittedAnnotations, NO_ANNOTATIONS } from "../graph-file/annotations.ts";
import type { EdgeSpec, GraphFile, VertexSpec } from "../model/graph-content.ts";

/** A change of a graph as two people make them at the same time. */
type Change = (file: GraphFile) => GraphFile;

const name = fc.constantFrom("A", "B", "C", "D", "constructor");
const word = fc.constantFrom("x", "y", "z");
const SCRIPT = ["set -e", "one", "two", "three", "four"];

function withVertex(file: GraphFile, at: string, change: (spec: VertexSpec) => VertexSpec): GraphFile {
  const spec = file.content.vertices.get(at);
  if (spec === undefined) return file;
  const vertices = new Map(file.content.vertices).set(at, change(spec));
  return { ...file, content: { ...file.content, vertices } };
}

function without(file: GraphFile, at: string): GraphFile {
  const vertices = new Map(file.content.vertices);
  vertices.delete(at);
  const edges = file.content.edges.filter(({ tail, head }) => tail !== at && head !== at);
  const layout = new Map(file.layout);
  layout.delete(at);
  const annotations = fittedAnnotations(file.annotations, vertices);
  return { content: { ...file.content, vertices, edges }, layout, annotations };
}

function withEdge(file: GraphFile, edge: EdgeSpec): GraphFile {
  const { vertices, edges } = file.content;
  if (edge.tail === edge.head || !vertices.has(edge.tail) || !vertices.has(edge.head)) return file;
  const others = edges.filter(({ tail, head }) => tail !== edge.tail || head !== edge.head);
  return { ...file, content: { ...file.content, edges: [...others, edge] } };
}

const change: fc.Arbitrary<Change> = fc.oneof(
  name.map(
    (at): Change =>
      (file) =>
        without(file, at),
  ),
  fc.tuple(name, word).map(
    ([at, text]): Change =>
      (file) => {
        if (file.content.vertices.has(at)) return file;
        const vertices = new Map(file.content.vertices).set(at, { script: `echo ${text}` });
        return {
          ...file,
          content: { ...file.content, vertices },
          layout: new Map(file.layout).set(at, { x: 1, y: 2 }),
        };
      },
  ),
  fc.tuple(name, fc.nat(4), word).map(
    ([at, line, text]): Change =>
      (file) =>
        withVertex(file, at, (spec) => {
          const lines = (spec.script ?? SCRIPT.join("\n")).split("\n");
          return { ...spec, script: lines.map((each, place) => (place === line ? text : each)).join("\n") };
        }),
  ),
  fc
    .tuple(name, fc.constantFrom("description", "join", "retry", "limit", "http"), fc.boolean(), word)
    .map(([at, field, isGone, text]): Change => {
      const values = {
        description: { description: text },
        join: { join: "any" },
        retry: { retry: text === "x" ? { max: 2 } : { each: text } },
        limit: { limit: 1 + (text.charCodeAt(0) % 5) },
        http: { http: text === "x" ? { url: "u" } : { url: "u", method: "POST", headers: { h: text } } },
      } as const;
      return (file) =>
        withVertex(file, at, ({ [field]: _, ...others }) =>
          isGone ? others : ({ ...others, ...values[field] } as VertexSpec),
        );
    }),
  fc.tuple(name, word, fc.constantFrom("type", "from", "gone"), word).map(
    ([at, input, what, text]): Change =>
      (file) =>
        withVertex(file, at, (spec) => {
          const { [input]: old = { type: "string" as const }, ...others } = { ...spec.inputs };
          const type = text === "x" ? ("text" as const) : ("json" as const);
          const now = what === "type" ? { ...old, type } : { ...old, from: text };
          const inputs = what === "gone" ? others : { ...others, [input]: now };
          const { inputs: _, ...rest } = spec;
          return Object.keys(inputs).length === 0 ? rest : { ...rest, inputs };
        }),
  ),
  fc.record({ tail: name, head: name }).map(
    (edge): Change =>
      (file) =>
        withEdge(file, edge),
  ),
  fc.tuple(fc.record({ tail: name, head: name }), fc.constantFrom("failed", "always")).map(
    ([edge, when]): Change =>
      (file) =>
        withEdge(file, { ...edge, when }),
  ),
  fc.tuple(name, name).map(
    ([tail, head]): Change =>
      (file) => {
        const edges = file.content.edges.filter((edge) => edge.tail !== tail || edge.head !== head);
        return { ...file, content: { ...file.content, edges } };
      },
  ),
  fc.tuple(word, word).map(
    ([param, text]): Change =>
      (file) => ({
        ...file,
        content: {
          ...file.content,
          params: { ...file.content.params, [param]: { type: "string", description: text } },
        },
      }),
  ),
  word.map(
    (description): Change =>
      (file) => ({ ...file, content: { ...file.content, description } }),
  ),
  fc.tuple(name, fc.nat(9)).map(
    ([at, x]): Change =>
      (file) =>
        file.content.vertices.has(at) ? { ...file, layout: new Map(file.layout).set(at, { x, y: 0 }) } : file,
  ),
  fc.tuple(word, fc.uniqueArray(name, { minLength: 1, maxLength: 3 }), word, fc.boolean()).map(
    ([id, vertices, title, isGone]): Change =>
      (file) => {
        const old = file.annotations ?? NO_ANNOTATIONS;
        const frames = new Map(old.frames);
        frames.delete(id);
        // The first frame that names a vertex keeps it.
        const now = isGone ? frames : new Map([[id, { title, vertices }] as const, ...frames]);
        return {
          ...file,
          annotations: fittedAnnotations({ ...old, frames: now }, file.content.vertices),
        };
      },
  ),
  fc.tuple(word, fc.constantFrom("", "one\ntwo", "one\nthree", "zero\none"), fc.nat(9)).map(
    ([id, text, x]): Change =>
      (file) => {
        const old = file.annotations ?? NO_ANNOTATIONS;
        const notes = new Map(old.notes);
        if (text === "") notes.delete(id);
        else notes.set(id, { text, at: { x, y: 0 } });
        return { ...file, annotations: fittedAnnotations({ ...old, notes }, file.content.vertices) };
      },
  ),
);

const START: GraphFile = {
  content: {
    signalbox: 1,
    name: "g",
    vertices: new Map<string, VertexSpec>([
      ["A", { script: SCRIPT.join("\n") }],
      ["B", { script: SCRIPT.join("\n"), inputs: { x: { type: "string" } } }],
      ["C", {}],
    ]),
    edges: [
      { tail: "A", head: "B" },
      { tail: "B", head: "C", when: "failed" },
    ],
  },
  layout: new Map([["A", { x: 0, y: 0 }]]),
  annotations: {
    frames: new Map([["x", { title: "x", vertices: ["A", "B"] }]]),
    notes: new Map([["x", { text: "one", at: { x: 0, y: 0 } }]]),
  },
};

const changesOf = (file: GraphFile, maxLength: number) =>
  fc.array(change, { maxLength }).map((changes) => changes.reduce((now, each) => each(now), file));

/** A file, and two files that came out of it. */
export const arbitraryChanges: fc.Arbitrary<{ base: GraphFile; mine: GraphFile; theirs: GraphFile }> =
  changesOf(START, 4).chain((base) =>
    fc.record({ base: fc.constant(base), mine: changesOf(base, 6), theirs: changesOf(base, 6) }),
  );
