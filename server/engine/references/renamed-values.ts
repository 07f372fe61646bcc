import { isDecidedByPerson } from "../kinds/kinds.ts";
import type { GraphContent, VertexSpec } from "../model/graph-content.ts";
import { type LeftBehind, leftLines, wordPattern } from "./left-behind.ts";
import { type Renamed, withRenamedExpressions } from "./renamed-expressions.ts";
import { vertexWithRenamedInput } from "./renamed-input.ts";
import { withRenamedVariable } from "./script-variables.ts";

/** A graph with a param under another name, here and in every expression that reads it. Inputs keep their names. */
export function withRenamedParam(content: GraphContent, from: string, to: string): Renamed {
  return withRenamedExpressions(
    { ...content, params: withRenamedKey(content.params ?? {}, from, to) },
    {
      newName: (path) => (path.length === 2 && path[0] === "params" && path[1] === from ? to : null),
      names: [from],
      holders: [["params"]],
    },
  );
}

/**
 * A graph with an input of a vertex under another name: in the vertex's texts, scripts and locks. The inputs of an approval
 * are its outputs, so expressions that read those follow.
 */
export function withRenamedInput(content: GraphContent, vertex: string, from: string, to: string): Renamed {
  const spec = content.vertices.get(vertex);
  if (spec === undefined) return { content, left: [] };
  const own = vertexWithRenamedInput(vertex, spec, from, to);
  const vertices = new Map(content.vertices).set(vertex, own.spec);
  if (!isDecidedByPerson({ spec })) return { content: { ...content, vertices }, left: own.left };
  const renamed = withReadingsOfOutput({ ...content, vertices }, vertex, from, to);
  return { ...renamed, left: [...own.left, ...renamed.left] };
}

/** A graph with an output of a vertex under another name, here and in every expression that reads it. */
export function withRenamedOutput(content: GraphContent, vertex: string, from: string, to: string): Renamed {
  const spec = content.vertices.get(vertex);
  if (spec === undefined) return { content, left: [] };
  const { interpreter = "bash" } = spec;
  const now: VertexSpec = {
    ...spec,
    outputs: withRenamedKey(spec.outputs ?? {}, from, to),
    ...(spec.revert !== undefined && {
      revert: withRenamedVariable(
        spec.revert,
        interpreter,
        `SIGNALBOX_OUTPUT_${from}`,
        `SIGNALBOX_OUTPUT_${to}`,
      ),
    }),
  };
  const vertices = new Map(content.vertices).set(vertex, now);
  const renamed = withReadingsOfOutput({ ...content, vertices }, vertex, from, to);
  return { ...renamed, left: [...leftOfOutput(vertex, now, from, to), ...renamed.left] };
}

/** The places that give the output its value by the old name. */
function leftOfOutput(vertex: string, spec: VertexSpec, from: string, to: string): readonly LeftBehind[] {
  const word = wordPattern(from);
  const { kind = "script", script = "", revert = "", outputs = {}, graph } = spec;
  if (kind === "graph")
    return [
      {
        text: `${vertex} reads the output ${to} of ${graph?.name ?? "its graph"}, no longer ${from}`,
        vertices: [vertex],
      },
    ];
  if (kind !== "script")
    return outputs[to]?.from !== undefined
      ? []
      : [
          {
            text: `The output ${to} of ${vertex} reads the field \`${to}\`, no longer \`${from}\``,
            vertices: [vertex],
          },
        ];
  return [
    ...leftLines(vertex, "script", script, (line) => word.test(line) && /=|<</.test(line)),
    ...leftLines(vertex, "revert", revert, (line) =>
      new RegExp(`SIGNALBOX_OUTPUT_${from}(?!\\w)`).test(line),
    ),
  ];
}

/** The graph with every expression that reads an output of a vertex, or of its own round, reading it by another name. */
function withReadingsOfOutput(content: GraphContent, vertex: string, from: string, to: string): Renamed {
  const hasRounds = content.vertices.get(vertex)?.repeat !== undefined;
  return withRenamedExpressions(content, {
    newName: (path, place) => {
      if (path.at(-1) !== from) return null;
      if (path.length === 3) return path[0] === "outputs" && path[1] === vertex ? to : null;
      const isOfRound = hasRounds && place.vertex === vertex && (path[0] === "result" || path[0] === "last");
      return path.length === 2 && isOfRound ? to : null;
    },
    names: [from],
    holders: [["outputs", vertex]],
  });
}

/** A record with a key under another name, in the same place of the order. */
function withRenamedKey<Value>(
  record: Readonly<Record<string, Value>>,
  from: string,
  to: string,
): Readonly<Record<string, Value>> {
  return Object.fromEntries(Object.entries(record).map(([key, value]) => [key === from ? to : key, value]));
}
