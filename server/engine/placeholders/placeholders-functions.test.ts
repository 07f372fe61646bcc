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

makeEmptyDirectories();

/** What a function may do with the value, or with what it is given. */
const BODIES = ["echo {v}", 'echo "$1"', "cat", "sh", "f", "g {v}", "g | sh", "cd {v}", "cat <<E\n{v}\nE\n"];
/** What may stand before and behind a call. */
const BEFORE = ["", "echo {v} | ", "eval ", "x=f; $x; ", "alias g=f\n", "( ", "exec 3> >(sh); "];
const BEHIND = [
  "",
  " | sh",
  " | cat | bash",
  " <<< {v}",
  " {v} | sh",
  " 2>&1 | sh",
  " > >(sh)",
  " >&3 3> >(sh)",
];
const BEHIND_DASH = ["", " | sh", " | cat | sh", " {v} | sh", " 2>&1 | sh", " <<E\n{v}\nE\n"];
const COPROCS = ["", "coproc sh\n", "coproc C { f; }\n", "coproc f\n"];
const TO_COPROC = ["", ' >&"${COPROC[1]}"', ' >&"${C[1]}"', ' | sh <&"${COPROC[0]}"'];

type Shell = { readonly behind: readonly string[]; readonly coprocs: readonly string[] };

function script({ behind, coprocs }: Shell): fc.Arbitrary<string> {
  const isDash = coprocs.length === 1;
  return fc
    .record({
      f: fc.constantFrom(...BODIES),
      g: fc.constantFrom(...BODIES),
      coproc: fc.constantFrom(...coprocs),
      before: fc.constantFrom(...BEFORE.filter((text) => !isDash || !text.includes(">("))),
      name: fc.constantFrom("f", "g", "echo {v}"),
      behind: fc.constantFrom(...behind),
      to: fc.constantFrom(...(isDash ? [""] : TO_COPROC)),
    })
    .map(({ f, g, coproc, before, name, behind: read, to }) => {
      const call = `${before}${name}${read}${to}${before === "( " ? " )" : ""}`;
      return `n=0\nf() { n=$((n+1)); [ $n -gt 3 ] && exit; ${f}\n}\ng() { n=$((n+1)); [ $n -gt 3 ] && exit; ${g}\n}\n${coproc}${call}\n`;
    });
}

describe("where a script with functions is compiled, no value goes to a shell", () => {
  it.each<[string, Interpreter, readonly string[], Shell]>([
    ["bash", "bash", ["bash"], { behind: BEHIND, coprocs: COPROCS }],
    ["dash", "sh", ["dash"], { behind: BEHIND_DASH, coprocs: [""] }],
  ])("by %s", { timeout: 120_000 }, (_name, interpreter, command, shell) => {
    const property = fc.property(script(shell), (text) => {
      const { program, problems } = compileScript({ script: text, interpreter, inputs: INPUTS });
      fc.pre(problems.length === 0);
      const { files } = ran([...command, "-c", program], "", environmentOf("touch pwned"));
      removeFiles(files);
      expect([text, files]).toEqual([text, files.filter((file) => file !== "pwned")]);
    });
    fc.assert(property, { numRuns: 40, maxSkipsPerRun: 1_000 });
  });
});
