import type { VertexSpec } from "../model/graph-content.ts";
import { NO_UNDO } from "./undo-policy.ts";

/** The fields of a vertex that hold scripts. */
export type ScriptFieldName = "script" | "revert";

type ShellScript = { readonly shell: "bash" | "sh"; readonly script: string };

/** The script in a field of a vertex, and the shell that reads it; null where a shell has nothing to read. */
export function shellScriptOf(spec: VertexSpec, field: ScriptFieldName): ShellScript | null {
  const { kind, interpreter = "bash" } = spec;
  if (kind !== undefined || (interpreter !== "bash" && interpreter !== "sh")) return null;
  const script = spec[field] ?? "";
  return script.trim() === "" || script === NO_UNDO ? null : { shell: interpreter, script };
}
