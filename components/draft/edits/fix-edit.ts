import { inputJson, vertexJson } from "#engine/graph-file/graph-file-json.ts";
import type { FindingFix, GraphContent } from "#engine/model/graph-content.ts";
import type { FileFields, FilePart } from "#engine/shape/file-part.ts";
import type { Edit } from "./edit.ts";
import { withInput } from "./input-edits.ts";

/** The edit that makes the change which a finding offers: one step back in the history, like any other. */
export function fixEdit(fix: FindingFix, content: GraphContent): Edit {
  switch (fix.change) {
    case "tidy":
      return { do: "tidy", fix };
    case "todo":
      return { do: "todo-done", vertex: fix.vertex, todo: fix.todo };
    case "remove-value":
      return { do: "remove-value", fix };
    case "timer":
      return { do: "set-timer", edge: { tail: fix.tail, head: fix.vertex }, after: fix.after };
    case "remove-edges":
      return { do: "remove", vertices: [], edges: fix.tails.map((tail) => ({ tail, head: fix.vertex })) };
    case "connect":
      return { do: "connect", edge: { tail: fix.tail, head: fix.vertex } };
    case "edge-field": {
      const { vertex: head, tail, change: _, label: _label, ...change } = fix;
      return { do: "set-edge-field", edge: { tail, head }, ...change };
    }
    case "text":
      return { do: "correct-text", name: fix.vertex, fix };
    default:
      return { do: "set-vertex", name: fix.vertex, spec: correctedVertex(fix, content) };
  }
}

type VertexFix = Extract<FindingFix, { readonly change: "input" | "interpreter" | "field" }>;

function correctedVertex(fix: VertexFix, { vertices }: GraphContent): FileFields {
  const spec = vertices.get(fix.vertex) ?? {};
  const json = vertexJson(spec);
  switch (fix.change) {
    case "input":
      // Somebody may have added it since the finding was made.
      if (Object.hasOwn(spec.inputs ?? {}, fix.name)) return json;
      return { ...json, inputs: withInput(spec.inputs ?? {}, fix.name, inputJson(fix.input)) };
    case "interpreter":
      return { ...json, interpreter: fix.interpreter };
    case "field":
      return withField(json, fix.path, fix.value);
  }
}

/** The fields with one of them, however deep it is, set to a value; null takes it away. */
function withField(fields: FileFields, path: readonly string[], value: string | boolean | null): FileFields {
  const [first = "", ...rest] = path;
  const entries = Object.entries(fields).flatMap(([key, part]): (readonly [string, FilePart])[] => {
    if (key !== first) return [[key, part]];
    if (rest.length > 0) return [[key, withPart(part, rest, value)]];
    return value === null ? [] : [[key, value]];
  });
  if (value === null || Object.hasOwn(fields, first)) return Object.fromEntries(entries);
  const added = rest.reduceRight<FilePart>((part, key) => ({ [key]: part }), value);
  return Object.fromEntries([...entries, [first, added]]);
}

function withPart(part: FilePart, path: readonly string[], value: string | boolean | null): FilePart {
  if (part instanceof Map) return new Map(Object.entries(withField(Object.fromEntries(part), path, value)));
  const isFields = typeof part === "object" && part !== null && !Array.isArray(part);
  return isFields ? withField(part as FileFields, path, value) : part;
}
