/** A graph to be run: layers of vertices, each layer behind the whole one before it. */
export type Shape = { readonly name: string; readonly layers: readonly number[] };

/** The graphs that every measurement runs, so that numbers of different days are comparable. */
export const SHAPES: readonly Shape[] = [
  { name: "chain 100", layers: Array<number>(100).fill(1) },
  { name: "wide 500", layers: [1, 498, 1] },
  { name: "layers 20x20", layers: Array<number>(20).fill(20) },
];

export function sizeOf({ layers }: Shape): number {
  return layers.reduce((sum, width) => sum + width, 0);
}

/** The graph file of a shape in which each vertex runs `script`. */
export function graphText({ name, layers }: Shape, script: string): string {
  const names = layers.map((width, layer) =>
    Array.from({ length: width }, (_, place) => `v${layer}-${place}`),
  );
  const vertices = names.flat().map((vertex) => `  ${vertex}: { script: ${JSON.stringify(script)} }`);
  const edges = names.flatMap((heads, layer) =>
    (names[layer - 1] ?? []).flatMap((tail) => heads.map((head) => `  - ${tail} -> ${head}`)),
  );
  const graph = name.replaceAll(" ", "-");
  return ["signalbox: 1", `name: ${graph}`, "vertices:", ...vertices, "edges:", ...edges, ""].join("\n");
}
