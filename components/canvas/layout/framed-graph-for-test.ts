import type { FrameSpec, GraphFile, VertexSpec } from "#engine/model/graph-content.ts";

/** A graph with these edges, frames and places. */
export function framedGraph(
  edges: readonly (readonly [string, string])[],
  frames: Readonly<Record<string, FrameSpec>>,
  layout: Readonly<Record<string, readonly [number, number]>> = {},
  specs: Readonly<Record<string, VertexSpec>> = {},
): GraphFile {
  const names = new Set([...edges.flat(), ...Object.keys(layout), ...Object.keys(specs)]);
  return {
    content: {
      signalbox: 1,
      name: "g",
      vertices: new Map([...names].map((name) => [name, specs[name] ?? {}])),
      edges: edges.map(([tail, head]) => ({ tail, head })),
    },
    layout: new Map(Object.entries(layout).map(([name, [x, y]]) => [name, { x, y }])),
    annotations: { frames: new Map(Object.entries(frames)), notes: new Map() },
  };
}
