import type { GraphContent, VertexSpec } from "../../model/graph-content.ts";
import { type ExpressionPlace, mapExpressions } from "../../references/expression-places.ts";
import { type NamePath, nameSitesOf } from "../../references/expression-sites.ts";
import type { Reason } from "../border/border.ts";
import { readingOf, withMovedReads } from "../crossing/moved-reads.ts";

/** A value that crosses the border of a child graph: its name there, and the names by which it is read on the other side. */
export type InlinedValue = { readonly name: string; readonly path: NamePath };

/** A part of a graph that reads at its source what was handed to it. */
export type Inlined = {
  readonly content: GraphContent;
  readonly values: readonly InlinedValue[];
  readonly reasons: readonly Reason[];
};

/** The vertices of a child graph, with what they read of its params read where their parent reads it. */
export function withParamsInlined(child: GraphContent, vertex: string, spec: VertexSpec): Inlined {
  const source = (name: string) => readPath(spec.inputs?.[name]?.from);
  return inlined(child, {
    isAcross: ([root, name], length) =>
      (root === "params" && length === 2) || (root === "pipeline" && name !== ""),
    isWhole: ([root, ...names]) => (root === "params" || root === "pipeline") && names.length === 0,
    sourceOf: ([root, name = ""]) => (root === "params" ? source(name) : null),
    refused: ([root, name = ""]) =>
      root === "pipeline"
        ? `reads pipeline.${name}, which would be that of this graph's pipeline.`
        : `reads the param ${name}, and ${vertex} does not hand it on as it is from one vertex or param.`,
    vertexOf: () => [vertex],
  });
}

/** The rest of a graph, with what it reads of a vertex that runs a child graph read at the vertices of the child. */
export function withOutputsInlined(part: GraphContent, vertex: string, child: GraphContent): Inlined {
  return inlined(part, {
    isAcross: ([root, name], length) => root === "outputs" && name === vertex && length === 3,
    isWhole: ([root, name, ...more]) =>
      root === "outputs" && (name === undefined || (name === vertex && more.length === 0)),
    sourceOf: ([, , name = ""]) => readPath(child.outputs?.[name]?.from),
    refused: ([, , name = ""]) =>
      `reads ${readingOf(["outputs", vertex, name])}, and the child does not give it on as it is from one of its vertices.`,
    vertexOf: ({ vertices }) => vertices,
  });
}

type Inlining = {
  readonly isAcross: (path: NamePath, length: number) => boolean;
  readonly isWhole: (path: NamePath) => boolean;
  readonly sourceOf: (path: NamePath) => NamePath | null;
  readonly refused: (path: NamePath) => string;
  readonly vertexOf: (place: ExpressionPlace) => readonly string[];
};

function inlined(part: GraphContent, { isAcross, isWhole, sourceOf, refused, vertexOf }: Inlining): Inlined {
  const values = new Map<string, InlinedValue>();
  const reasons: Reason[] = [];
  const content = mapExpressions(part, (text, place) => {
    const refuse = (why: string) => reasons.push({ text: `${place.what} ${why}`, vertices: vertexOf(place) });
    const parsed = nameSitesOf(text);
    if (parsed === null) {
      if (MAY_READ.test(text)) refuse("cannot be read. Correct it first.");
      return text;
    }
    if (parsed.wholes.some(isWhole)) refuse("reads several values at once. Read each by its name.");
    for (const { path } of parsed.sites) {
      if (!isAcross(path, path.length)) continue;
      const source = sourceOf(path);
      if (source === null) refuse(refused(path));
      else values.set(path.join("\n"), { name: path.at(-1) ?? "", path: source });
    }
    const moved = withMovedReads(text, (path) => {
      const value = isAcross(path, path.length) ? values.get(path.join("\n")) : undefined;
      return value === undefined ? null : readingOf(value.path);
    });
    if (moved === null) refuse("reads a value in a form that cannot be rewritten.");
    return moved ?? text;
  });
  return { content, values: [...values.values()], reasons };
}

/** A text without these names reads nothing that is handed on. */
const MAY_READ = /\b(?:outputs|callbacks|params|pipeline)\b/;

/** The names of an expression that reads one value and does nothing else; null for any other. */
export function readPath(text: string | undefined): NamePath | null {
  const sites = text === undefined ? undefined : nameSitesOf(text)?.sites;
  const path = sites?.map((site) => site.path).sort((one, other) => other.length - one.length)[0];
  return path !== undefined && text?.trim() === readingOf(path) ? path : null;
}
