import fc from "fast-check";
import { describe, expect, it } from "vitest";
import {
  environmentOf,
  INPUTS,
  makeEmptyDirectories,
  ran,
  removeFiles,
} from "#testing/engine/run-rendered-script.ts";
import type { Interpreter } from "../model/graph-content.ts";
import { compileScript } from "./placeholders.ts";

/** More by hand, after changes of the rules or of the parser: SOUP=20000. */
const SOUP = Number(process.env["SOUP"] ?? 200);

makeEmptyDirectories();

/**
 * Pieces of scripts, of which most make no sense together. Only placeholders name the input: `let -v` computes with the
 * variable `v`, and runs what is in it, because the script itself says so.
 */
const PIECES = [
  "{value}",
  "{value}",
  "{value}",
  "{n}",
  "{{value}}",
  "\\{value}",
  " ",
  " ",
  " ",
  "\n",
  "\n",
  "; ",
  "'",
  '"',
  "`",
  "\\",
  "$(",
  ")",
  "(",
  "{ ",
  "; }",
  "${x:-",
  "${x#",
  "${x:",
  "${x/",
  "}",
  "$((",
  "))",
  "((",
  "[[ ",
  " ]]",
  " -eq ",
  " -v ",
  " -v {value}",
  " == ",
  "$'",
  '$"',
  "<<EOF\n",
  "\nEOF\n",
  "<<'EOF'\n",
  "<<-EOF\n",
  "<<< ",
  "<(",
  ">&",
  "2>&1 ",
  "> file ",
  "< file ",
  "# ",
  " #",
  "x=",
  "a[",
  "]=",
  "x=(",
  "[0]=",
  "[",
  "]",
  "eval ",
  "sh -c ",
  "bash -c ",
  "bash -s ",
  "-c ",
  "printf ",
  "printf -v ",
  "printf '%s' ",
  "echo ",
  "cat ",
  "| ",
  "| sh ",
  "| bash ",
  "|| ",
  "&& ",
  "& ",
  "declare -i x=",
  "declare -a x=",
  "declare ",
  "local x=",
  "export ",
  "readonly ",
  "unset ",
  "read ",
  "let ",
  "test ",
  "[ ",
  " ]",
  "trap ",
  "alias ",
  "command ",
  "sed ",
  "awk ",
  "xargs ",
  "case x in ",
  "case ",
  " in ",
  ";; ",
  "esac\n",
  "if ",
  "then ",
  "fi\n",
  "for i in ",
  "do ",
  "done\n",
  "f() ",
  "f() { echo {value}; }\n",
  "f() { sh; }\n",
  "f ",
  '>&"${COPROC[1]}" ',
  "exec 3> >(sh)\n",
  ">&3 ",
  "function g ",
  "! ",
  "time ",
  "coproc ",
  "x",
  "1",
  "EOF",
  "*",
  "?",
  "@(",
  "!(",
  "{a,",
  "PS4=",
  "set -x\n",
  "$[",
  "\r\n",
  "\t",
  "é",
  "🙂",
  "perl -e ",
  "python3 -c ",
  "su -c ",
];

/** Values that leave a file where they are run by whatever reads them. */
const RUN = [
  "$(touch pwned)",
  "`touch pwned`",
  "a[$(touch pwned)]",
  "x[$(touch pwned)]",
  "-va[$(touch pwned)]",
  "($(touch pwned))",
  "; touch pwned;",
  "\ntouch pwned\n",
  "'; touch pwned; '",
  '"; touch pwned; "',
  "')); touch pwned; ((",
  "\nEOF\ntouch pwned\n",
  "-e1etouch pwned",
  '-esystem("touch pwned")',
  '-cimport os; os.system("touch pwned")',
  'BEGIN{system("touch pwned")}',
];

describe("where a script is compiled, no value of it is run", () => {
  it.each<[string, Interpreter, readonly string[]]>([
    ["bash", "bash", ["bash", "-O", "extglob"]],
    ["dash", "sh", ["dash"]],
  ])("by %s", { timeout: 120_000 }, (_name, interpreter, [shell = "", ...options]) => {
    const pieces = fc.array(fc.constantFrom(...PIECES), { minLength: 1, maxLength: 12 });
    const property = fc.property(pieces, fc.constantFrom(...RUN), (parts, value) => {
      const script = parts.join("");
      const { program, problems } = compileScript({ script, interpreter, inputs: INPUTS });
      fc.pre(problems.length === 0 && program !== script);
      const { files } = ran([shell, ...options, "-c", program], "", environmentOf(value, "value"));
      removeFiles(files);
      expect(files).not.toContain("pwned");
    });
    fc.assert(property, { numRuns: SOUP, maxSkipsPerRun: 1_000 });
  });
});
