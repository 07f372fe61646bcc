import { useContext, useMemo } from "react";
import type { Interpreter } from "#engine/model/graph-content.ts";
import type { ScriptFieldName } from "#engine/policies/shell-script.ts";
import type { FlaggedLine } from "../script/script-flags.ts";
import { ScriptFindingsContext } from "./script-findings-context.ts";

/** A shell does not count it as the end of a line; the editor does. */
const LONE_RETURN = /\r(?!\n)/;
const NONE: readonly FlaggedLine[] = [];

/** The lines of a script of which a shell says something, the worst first; none where it has read another text. */
export function useFlaggedLines(
  vertex: string,
  field: ScriptFieldName,
  script: string,
  interpreter: Interpreter,
): readonly FlaggedLine[] {
  const said = useContext(ScriptFindingsContext);
  return useMemo(() => {
    const read = said?.vertices.get(vertex);
    const isSame = read?.[field] === script && (read.interpreter ?? "bash") === interpreter;
    if (said === null || !isSame || LONE_RETURN.test(script)) return NONE;
    const lines = said.findings.flatMap(({ vertices, field: of, line, level, text }) =>
      line !== undefined && of === field && vertices[0] === vertex ? [{ line, level, text }] : [],
    );
    return lines.length === 0 ? NONE : lines;
  }, [said, vertex, field, script, interpreter]);
}
