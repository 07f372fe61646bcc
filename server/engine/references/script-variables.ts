import { forEachChild, parse, type SyntaxNode } from "unbash";
import type { Interpreter } from "../model/graph-content.ts";
import { type Edit, edited } from "../placeholders/sites/placeholder-sites.ts";
import { escaped } from "./left-behind.ts";

/**
 * A script that reads an environment variable under another name, where it is certain that the script reads that variable:
 * `$ip`, `${ip:-none}`, `os.environ["ip"]`, `process.env.ip`. A script that sets a variable of either name is left alone.
 */
export function withRenamedVariable(
  script: string,
  interpreter: Interpreter,
  from: string,
  to: string,
): string {
  if (!script.includes(from)) return script;
  if (interpreter === "python3") return renamedInPython(script, from, to);
  if (interpreter === "node") return renamedInNode(script, from, to);
  return setsVariable(script, from) || setsVariable(script, to)
    ? script
    : edited(script, readingsInShell(script, from, to));
}

/** True for a line that may read the variable in a way that `withRenamedVariable` does not change. */
export function mayReadVariable(line: string, interpreter: Interpreter, name: string): boolean {
  const word = `(?<![\\w])${escaped(name)}(?!\\w)`;
  if (interpreter === "python3" || interpreter === "node")
    return new RegExp(word).test(line) && /\benv(?:iron|b)?\b|getenv/.test(line);
  return new RegExp(
    `\\$\\{?[#!]?${escaped(name)}(?!\\w)|\\(\\([^)]*${word}|\\b(?:export|printenv|unset|readonly)\\s[^;|&]*${word}`,
  ).test(line);
}

const SETTERS =
  "for|select|read|local|declare|typeset|export|readonly|unset|getopts|mapfile|readarray|let|printf\\s+-v|wait\\s+-p";

function setsVariable(script: string, name: string): boolean {
  const own = escaped(name);
  return (
    new RegExp(`(?<![\\w$.-])${own}(?:\\+?=|\\[)`).test(script) ||
    new RegExp(`\\b(?:${SETTERS})\\b[^\\n;|&]*(?<![\\w$.{-])${own}(?!\\w)`).test(script) ||
    new RegExp(`\\$\\{${own}:?=|\\(\\([^)]*(?<!\\w)${own}\\s*(?:[-+*/%&|^]?=(?!=)|\\+\\+|--)`).test(script)
  );
}

/** The expansions of a variable in a shell script; none where the script cannot be parsed. */
function readingsInShell(script: string, from: string, to: string): readonly Edit[] {
  const edits: Edit[] = [];
  try {
    const open: SyntaxNode[] = [parse(script)];
    for (let node = open.pop(); node !== undefined; node = open.pop()) {
      if (node.type === "Script" && "errors" in node && node.errors !== undefined) return [];
      const at =
        node.type === "SimpleExpansion" && node.text === `$${from}`
          ? node.pos + 1
          : node.type === "ParameterExpansion" && node.parameter === from && node.operation?.type !== "Names"
            ? node.parameterPos
            : -1;
      if (at >= 0 && script.startsWith(from, at)) edits.push({ from: at, to: at + from.length, text: to });
      // Inside backquotes with backslashes, the parser counts places in another text.
      if ("script" in node && node.script?.source !== undefined) continue;
      forEachChild(node, (child) => open.push(child));
    }
  } catch (error) {
    // The nesting exhausted the stack of the parser.
    if (!(error instanceof RangeError)) throw error;
    return [];
  }
  return edits;
}

function renamedInPython(script: string, from: string, to: string): string {
  const read = new RegExp(
    `((?:environ\\s*(?:\\[|\\.get\\(|\\.pop\\()|getenv\\()\\s*)(["'])${escaped(from)}\\2(?!\\s*\\]\\s*=(?!=))`,
    "g",
  );
  return script.replace(read, (_whole, before: string, quote: string) => `${before}${quote}${to}${quote}`);
}

function renamedInNode(script: string, from: string, to: string): string {
  const field = new RegExp(`(process\\.env\\??\\.)${escaped(from)}(?![\\w$])(?!\\s*=(?!=))`, "g");
  const key = new RegExp(`(process\\.env\\[\\s*)(["'\`])${escaped(from)}\\2(?!\\s*\\]\\s*=(?!=))`, "g");
  return script
    .replace(field, (_whole, before: string) => `${before}${to}`)
    .replace(key, (_whole, before: string, quote: string) => `${before}${quote}${to}${quote}`);
}
