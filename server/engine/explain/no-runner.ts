import type { VertexSpec } from "../model/graph-content.ts";
import type { Fence } from "../shape/fields/fences.ts";

/** What a runner that is there has. */
export type ServingRunner = { readonly labels: readonly string[]; readonly fences: readonly Fence[] };

const MISSING_FENCE: Readonly<Record<Fence, string>> = {
  default: "no runner is there",
  offline:
    "no runner can cut a script off from the network. Install bubblewrap where a runner is, or take `fence: offline` away",
  host: "no runner may run a script without a fence. Its operator allows it with SIGNALBOX_FENCE_HOST=allow; else take `fence: host` away",
};

/** Why none of these runners can ever execute the vertex, as a clause; null if one can, or if none is there at all. */
export function noRunnerReason(spec: VertexSpec, runners: readonly ServingRunner[]): string | null {
  const { labels = [] } = spec;
  const fence: Fence = spec.fence ?? "default";
  if (runners.length === 0) return null;
  const fenced = runners.filter(({ fences }) => fences.includes(fence));
  if (fenced.length === 0) return MISSING_FENCE[fence];
  const isServed = fenced.some((runner) => labels.every((label) => runner.labels.includes(label)));
  if (isServed) return null;
  const also = fence === "default" ? "" : ` and can give the fence ${fence}`;
  return `no runner has the label${labels.length === 1 ? "" : "s"} ${labels.join(", ")}${also}`;
}
