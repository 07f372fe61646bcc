import type { Quoting } from "../../placeholders/shell/shell-place.ts";
import { readShell } from "../../placeholders/shell/shell-tree.ts";
import type { TextPart } from "../foreign/foreign-values.ts";

/**
 * How the shell reads the variables of a script, by their number among its parts.
 *
 * @returns nothing for those of which it cannot be told.
 */
export function quotingsOf(parts: readonly TextPart[]): ReadonlyMap<number, Quoting> {
  const variables: { name: string; from: number; to: number }[] = [];
  let script = "";
  for (const [at, part] of parts.entries()) {
    const written = "text" in part ? part.text : part.written;
    if ("variable" in part)
      variables.push({ name: `v${at}`, from: script.length, to: script.length + written.length });
    script += written;
  }
  const { sites, error } = readShell(script, variables, []);
  if (error !== null) return new Map();
  return new Map(
    sites.flatMap(({ name, place }) =>
      place === "escaped"
        ? []
        : [[Number(name.slice(1)), place === "comment" ? "bare" : place.quoting] as const],
    ),
  );
}

/** Whether the shell prints the backslash that stands before a `$` or `{`; null where it cannot be told. */
export function isBackslashPrinted(sign: string, quoting: Quoting): boolean | null {
  switch (quoting) {
    case "bare":
      return false;
    case "double":
    case "document":
      return sign !== "$";
    case "single":
    case "ansi":
    case "quoted-document":
      return true;
    default:
      return null;
  }
}
