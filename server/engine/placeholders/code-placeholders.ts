import type { Interpreter } from "../model/graph-content.ts";
import {
  type Edit,
  type Inputs,
  type Place,
  placeholdersByLooks,
  type SiteNote,
} from "./sites/placeholder-sites.ts";

type Code = Extract<Interpreter, "python3" | "node">;

/** The most problems that are reported for a script. */
const MAX_NOTES = 20;

/**
 * Warns if a script of Python or JavaScript contains `{name}` of a declared input, as a shell script does. Braces have
 * other meanings in these languages (`f"{ip}"`, `{ ip }`), so names that the script defines itself are not reported.
 */
export function bracesInCode(script: string, interpreter: Code, inputs: Inputs): readonly SiteNote[] {
  const isDefined = new Map<string, boolean>();
  const notes: SiteNote[] = [];
  for (const site of placeholdersByLooks(script, inputs)) {
    const { name, from } = site;
    if (!isDefined.has(name)) isDefined.set(name, definesName(script, name));
    if (isDefined.get(name) === true || isInComment(script, from, interpreter)) continue;
    const value = readingInCode(name, interpreter);
    const edits = fixOf(script, site, interpreter);
    notes.push({
      from,
      problem: {
        code: "placeholder-in-code",
        level: "warning",
        text: `{${name}} is a placeholder in shell scripts only; ${interpreter} reads it as its own braces. Read the value as ${value}.`,
        ...(edits !== null && { fix: { label: `Read ${value}`, edits } }),
      },
    });
    if (notes.length === MAX_NOTES) break;
  }
  return notes;
}

/** The code that reads the value of an input in Python or JavaScript. */
export function readingInCode(name: string, interpreter: Code): string {
  return interpreter === "python3" ? `os.environ["${name}"]` : `process.env.${name}`;
}

/** True if the script seems to define the name: `ip = …`, `for ip in …`, `def f(ip)`, `import { ip }`. May be wrong. */
function definesName(script: string, name: string): boolean {
  const before = /(?:^|[^\w.$])(?:as|import|for|def|class|global|nonlocal|let|const|var|function)\s+\*{0,2}/;
  const behind = /\s*(?:=(?!=)|:|,|\)|=>|(?:in|of)\b)/;
  const braced = new RegExp(String.raw`\{${name}\}\s*(?:=(?!=)|from\b|\)\s*=>|:)`);
  const bare = String.raw`(?<![\w.$"'{\x60])${name}(?![\w"'\x60])`;
  return (
    braced.test(script) ||
    new RegExp(`${bare}${behind.source}`).test(script) ||
    new RegExp(`${before.source}${name}(?!\\w)`, "m").test(script)
  );
}

function isInComment(script: string, place: number, interpreter: Code): boolean {
  const line = lineBefore(script, place);
  return (interpreter === "python3" ? /(?:^|\s)#/ : /(?:^|\s)\/\//).test(line) && quoteAt(line) === null;
}

function lineBefore(script: string, place: number): string {
  return script.slice(Math.max(script.lastIndexOf("\n", place - 1) + 1, place - 2_000), place);
}

/** The quote that is still open at the end of a line, with its prefix such as `f`; null if none is open. */
function quoteAt(line: string): { readonly quote: string; readonly prefix: string } | null {
  let open: { quote: string; prefix: string } | null = null;
  for (let place = 0; place < line.length; place += 1) {
    const character = line[place] ?? "";
    if (character === "\\") place += 1;
    else if (open !== null) open = character === open.quote ? null : open;
    else if (/["'`]/.test(character))
      open = { quote: character, prefix: /[A-Za-z]{0,2}$/.exec(line.slice(0, place))?.[0] ?? "" };
  }
  return open;
}

/** The edits that read the value instead; null if strings over several lines make the context unknown. */
function fixOf(script: string, site: Place, interpreter: Code): readonly Edit[] | null {
  const before = script.slice(0, site.from);
  const open = quoteAt(lineBefore(script, site.from));
  const value = readingInCode(site.name, interpreter);
  const put = (text: string): Edit => ({ from: site.from, to: site.to, text });
  if (interpreter === "node") {
    const isTemplate = (before.match(/`/g)?.length ?? 0) % 2 === 1;
    if (isTemplate) return [put(`\${${value}}`)];
    return [put(open === null ? value : `${open.quote} + ${value} + ${open.quote}`)];
  }
  if (/"""|'''/.test(before)) return null;
  const own = importOfOs(script);
  if (open === null) return [...own, put(value)];
  if (/b/i.test(open.prefix)) return null;
  if (!/f/i.test(open.prefix)) return [...own, put(`${open.quote} + ${value} + ${open.prefix}${open.quote}`)];
  const other = open.quote === '"' ? "'" : '"';
  return [...own, put(`{os.environ[${other}${site.name}${other}]}`)];
}

/** The edit that imports `os` after the `#!` line; none if the script imports it already. */
function importOfOs(script: string): readonly Edit[] {
  if (/^[ \t]*(?:import\s.*\bos\b|from\s+os\s+import)/m.test(script)) return [];
  const place = script.startsWith("#!") ? script.indexOf("\n") + 1 : 0;
  return [{ from: place, to: place, text: "import os\n" }];
}
