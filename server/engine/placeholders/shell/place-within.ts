import type { SyntaxNode } from "unbash";
import type { Quoting, ShellPlace } from "./shell-place.ts";

/** How the shell reads the text inside a node. */
export function placeWithin(node: SyntaxNode, place: ShellPlace): ShellPlace {
  switch (node.type) {
    case "TestUnary":
      return /^-[vR]$/.test(node.operator) ? { ...place, role: "variable-name" } : place;
    case "TestBinary":
      return /^-(?:eq|ne|lt|le|gt|ge)$/.test(node.operator) ? { ...place, role: "number" } : place;
    case "DoubleQuoted":
    case "LocaleString":
      return { ...place, quoting: quotedIn(place.quoting) };
    case "Remove":
    case "Replace":
    case "Slice":
    case "CaseModification":
    case "Transform":
      return { ...place, quoting: "expansion" };
    default:
      return /^Arithmetic(?!For)/.test(node.type) ? { ...place, quoting: "arithmetic" } : place;
  }
}

/** The quoting inside a `${ }`. Shells read quotes inside a quoted `${ }` differently. */
function quotedIn(quoting: Quoting): Quoting {
  if (quoting === "bare") return "double";
  return quoting === "arithmetic" || quoting === "subscript" ? quoting : "expansion";
}

/** True if a backslash escapes the character at a place. */
export function isEscaped(script: string, place: number): boolean {
  const [backslashes = ""] = /\\*$/.exec(script.slice(Math.max(0, place - 1_000), place)) ?? [];
  return backslashes.length % 2 === 1;
}

/** True if a place between words is in a comment. */
export function isComment(script: string, place: number): boolean {
  return /(?:^|[\s;&|()`])#/.test(script.slice(script.lastIndexOf("\n", place - 1) + 1, place));
}
