/** When an edge is taken, in words: `succeeded`, `failed · rescue`, `otherwise`, or its condition. */
export function edgeWords(edge: {
  readonly when?: string | undefined;
  readonly default?: boolean | undefined;
  readonly rescue?: boolean | undefined;
}): string {
  const when = edge.default === true ? "otherwise" : (edge.when ?? "succeeded");
  return edge.rescue === true ? `${when} · rescue` : when;
}
