import type { VertexSpec, WaitSpec } from "#engine/model/graph-content.ts";
import { durationText } from "#engine/time/durations.ts";
import { scriptLine } from "./script-line.ts";

/** What a vertex does, in one line of its card; null where it does not say yet. */
export function vertexLine(spec: VertexSpec): string | null {
  switch (spec.kind) {
    case undefined:
      return scriptLine(spec.script);
    case "approval":
      return spec.prompt?.title ?? null;
    case "graph":
      return spec.graph === undefined ? null : `${spec.graph.name}@${spec.graph.revision}`;
    case "wait":
      return waitLine(spec.wait ?? {});
    case "http":
      return spec.http === undefined ? null : `${spec.http.method ?? "GET"} ${spec.http.url}`;
    case "transfer":
      return null;
  }
}

/** What its card says where it does not say yet what it does. */
export function missingLine({ kind }: VertexSpec): string {
  if (kind === undefined) return "No script yet";
  if (kind === "approval") return "No title yet";
  return kind === "graph" ? "No graph yet" : "Nothing said yet";
}

function waitLine({ for: lasts, until, zone = "UTC", callback }: WaitSpec): string | null {
  if (lasts !== undefined) return `for ${durationText(lasts)}`;
  if (until !== undefined) return `until ${until} ${zone}`;
  return callback === undefined ? null : "until it is called";
}
