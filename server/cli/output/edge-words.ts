import { durationText } from "#engine/time/durations.ts";

/** When an edge is taken, in words: `succeeded`, `failed · rescue`, `otherwise`, `after 30m`, or its condition. */
export function edgeWords(edge: {
  readonly when?: string | undefined;
  readonly default?: boolean | undefined;
  readonly rescue?: boolean | undefined;
  /** In milliseconds, or as in a file. */
  readonly after?: number | string | undefined;
}): string {
  const { after } = edge;
  const condition = edge.default === true ? "otherwise" : edge.when;
  const words = [
    ...(after === undefined ? [] : [`after ${typeof after === "number" ? durationText(after) : after}`]),
    ...(condition === undefined ? [] : [condition]),
    ...(edge.rescue === true ? ["rescue"] : []),
  ];
  return words.length === 0 ? "succeeded" : words.join(" · ");
}
