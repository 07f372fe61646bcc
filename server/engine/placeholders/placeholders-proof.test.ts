import { spawnSync } from "node:child_process";
import { mkdtempSync, readdirSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import fc from "fast-check";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import type { InputSpec, Interpreter } from "../model/graph-content.ts";
import { trackEnvironment } from "../values/environment.ts";
import { compileScript } from "./placeholders.ts";

/** A script that prints what it got, each piece ended by a NUL, and what that must be. */
type Context = readonly [script: string, got: (value: string) => string];

const DOUBLE_HERE = 'h=$(cat <<EOF\n<{v}> "{v}" $(printf "%s." {v}) ${unset-{v}}.\nEOF\n); p "$h"';

const SHELL: readonly Context[] = [
  ["p {v}", (v) => v],
  ["p a{v}b --x={v} {v}/y", (v) => `a${v}b\0--x=${v}\0${v}/y`],
  ['p "x {v} y"', (v) => `x ${v} y`],
  ["p 'x {v} y{v}'", (v) => `x ${v} y${v}`],
  ['p "it\'s {v}" \'"{v}"\'"{v}"', (v) => `it's ${v}\0"${v}"${v}`],
  ['x={v} y=a{v}b; p "$x$y"', (v) => `${v}a${v}b`],
  ['for i in {v} end; do p "$i"; done', (v) => `${v}\0end`],
  ['p "${unset:-{v}}" ${unset:-{v}} ${unset:-a "b {v}"}', (v) => `${v}\0${v}\0a\0b ${v}`],
  ['p "$(printf "%s." {v})"', (v) => `${v}.`],
  ["p \"$(printf '%s.' \"a {v}\")\" `printf '%s' x`", (v) => `a ${v}.\0x`],
  ["p \"`printf '%s.' {v}`\"", (v) => `${v}.`],
  ["p \"$(p2() { printf '%s.' \"$(printf '%s.' {v})\"; }; p2)\"", (v) => `${v}..`],
  ["case {v} in {v}) p same;; *) p other;; esac", () => "same"],
  ["p \"$(case {v} in ({v}|b) printf '%s.' {v};; esac)\"", (v) => `${v}.`],
  ["f() { p {v}; }; f # it's {v}", (v) => v],
  ["(p {v}) && { p {v}; }", (v) => `${v}\0${v}`],
  ['set -- {v} {v}; p $# "$1"', (v) => `2\0${v}`],
  [DOUBLE_HERE, (v) => `<${v}> "${v}" ${v}. ${v}.`],
  ["h=$(cat <<-'E O'\n\tit's `\n\tE O\n); p \"$h\" {v}", (v) => `it's \`\0${v}`],
  ["p {{v}} '{{v}}' \"${v}\" {a,{{v}}", (v) => `{v}\0{v}\0${v}\0{a,{v}`],
  ['sh -c \'printf "%s\\0" "$1" "$SIGNALBOX_INPUT_v"\' sh {v}', (v) => `${v}\0${v}`],
  ['awk \'BEGIN { printf "%s%c", ENVIRON["SIGNALBOX_INPUT_v"], 0 }\' {v}', (v) => v],
  ["x=$((1 + {n}*2)); p $x $(( 5-{n} ))", () => "-13\x0012"],
  ['if [ {v} = {v} ]; then\n  p "a\\\\{v}" \\\n    {v}\nfi', (v) => `a\\${v}\0${v}`],
  ['echo {v} >/dev/null 2>&1; p 1 | cat; p "$(echo a#b {v} | wc -l >/dev/null)"', () => "1\0"],
];

const BASH: readonly Context[] = [
  ["[[ {v} == {v} && {v} =~ ^{v}$ && ! ( {v} != {v} ) ]] && p same", () => "same"],
  ['a=({v} "b{v}" # it\'s\n \'c{v}\'); p "${a[@]}"', (v) => `${v}\0b${v}\0c${v}`],
  ["p $'a\\t{v}\\'\\n{v}' $\"x {v}\"", (v) => `a\t${v}'\n${v}\0x ${v}`],
  ["IFS= read -r -d '' h <<< {v}; p \"$h\"", (v) => `${v}\n`],
  ["p \"$(cat <(printf '%s.' {v}))\"", (v) => `${v}.`],
  ['local_() { local x={v} y; y={v}; p "$x$y"; }; local_', (v) => v + v],
  ['declare -A m=([k]={v}); m[k]+={v}; p "${m[k]}"', (v) => v + v],
  ["((n = {n} + 1)); for ((i = {n}; i < 0; i += 7)); do p $n; done", () => "-6"],
  ["printf -v x '%s' {v}; p \"$x\"", (v) => v],
  ["p {v}{a,b}", (v) => `${v}a\0${v}b`],
  [
    "shopt -s extglob\ncase x in !({v})) p other;; @({v}|y)) p same;; esac",
    (v) => (v === "x" ? "same" : "other"),
  ],
  ["p \"$((echo {v}) >/dev/null; (printf '%s.' {v}))\"", (v) => `${v}.`],
];

const PYTHON: readonly Context[] = [
  ["p({v})", (v) => v],
  ["p('x {v} y', \"it's {v}\", '''{v}\n{v}''')", (v) => `x ${v} y\0it's ${v}\0${v}\n${v}`],
  ['p("""a"{v}"b""", r"\\d{v}", R\'{v}\')', (v) => `a"${v}"b\0\\d${v}\0${v}`],
  ['p("""a\\"{v}""", r"""a\\"{v}""", """{v}" """)', (v) => `a"${v}\0a\\"${v}\0${v}" `],
  ["p('a' 'b{v}'  # it's\n  f'{1}' \"c{v}\")", (v) => `ab${v}1c${v}`],
  ["x = 'a' \\\n  '{v}'; p(x)", (v) => `a${v}`],
  ["p(b'a{v}b'.decode(), len('{v}') == len({v}))", (v) => `a${v}b\0True`],
  ["v = {v}\np(f'{v}', f\"{v!r:>1}\"[0:0], f'{{v}}', f'{v:\"<1}'[0:0])", (v) => `${v}\0\0{v}\0`],
  ["d = {'k': '{v}', 'l': [{v}]}; p(d['k'] + d['l'][0])", (v) => v + v],
  ["p('{{v}}', '%s {v}'[3:], '{}'.format({v}), '%s' % '{v}')", (v) => `{v}\0${v}\0${v}\0${v}`],
  ["def g():\n  '''Says {v}.'''\n  # it's {v}\n  return '{v}'\np(g())", (v) => v],
  [
    "import subprocess\np(subprocess.run(['printf', '%s', '{v}'], capture_output=True).stdout.decode())",
    (v) => v,
  ],
];

const NODE: readonly Context[] = [
  ["p({v})", (v) => v],
  [
    "p('x {v} y', \"it's {v}\", `t {v} ${{v} + `{v}`} ${'$'}{v}`)",
    (v) => `x ${v} y\0it's ${v}\0t ${v} ${v}${v} $${v}`,
  ],
  ["const a = 1\n'{v}'.length // it's {v}\np(a)", () => "1"],
  ["const b = 4 / 2 / 1; const c = /['\"`{]/.test('{v}') || true; p(b, c)", () => "2\0true"],
  ["const o = { k: '{v}', ['l{v}']: {v} }; p(o.k, o['l{v}'])", (v) => `${v}\0${v}`],
  ["p('\\u{61}\\'{v}', typeof '{v}', '{v}'.length === {v}.length)", (v) => `a'${v}\0string\0true`],
  ["const v = 7; p({{v}}.v, '{{v}}', `${v}`) /* {v} ' */", () => "7\0{v}\x007"],
  ["if (b) /'/.test('{v}'); p(((x) => x)({v}))", (v) => v],
  ["p(require('child_process').execFileSync('printf', ['%s', '{v}']).toString())", (v) => v],
];

const PRELUDE: Readonly<Record<Interpreter, string>> = {
  bash: "p() { printf '%s\\0' \"$@\"; }\n",
  sh: "p() { printf '%s\\0' \"$@\"; }\n",
  python3:
    "import sys\ndef p(*a):\n  for x in a: sys.stdout.buffer.write(str(x).encode('utf-8', 'surrogateescape') + b'\\0'); sys.stdout.flush()\n",
  node: "const p = (...a) => process.stdout.write(a.map((x) => x + '\\0').join(''));\n",
};

/** What has broken quoting before: in shells, in format strings, in templates. */
const NASTY = [
  "",
  " ",
  "  a  b ",
  "-n",
  "--",
  "*",
  "?",
  "[a-z]",
  "~",
  "~root",
  "#",
  "!",
  "!!",
  "%s%d%%",
  "\\",
  "\\\\",
  "a\\",
  "'",
  '"',
  "`",
  "$",
  "$$",
  "$HOME",
  "${IFS}",
  "$(touch pwned)",
  "`touch pwned`",
  "; touch pwned",
  "| touch pwned",
  "&& touch pwned",
  "\ntouch pwned\n",
  "'; touch pwned; '",
  '"; touch pwned; "',
  '"$(touch pwned)"',
  "'$(touch pwned)'",
  "a[$(touch pwned)]",
  "x=$(touch pwned)",
  "() { :;}; touch pwned",
  "${v}",
  "{v}",
  "{{v}}",
  "EOF",
  "\nEOF\ntouch pwned",
  "E O",
  "a\n",
  "\n",
  "\r\n",
  "\t",
  "*/ require('fs').writeFileSync('pwned','')",
  "' + __import__('os').system('touch pwned') + '",
  '""" + __import__("os").system("touch pwned") + """',
  "${require('fs').writeFileSync('pwned', '')}",
  "é",
  "日本語",
  "👩‍👩‍👧",
  "\u202etxt",
  "\u2028",
  "\u0001\u001b[31m\u007f",
  "<b>&amp;",
  "%00",
  "a&b",
  "s/x/y/e",
  "1 2",
  "0x10",
  "-7",
  "true",
];

const value = fc.oneof(
  fc.constantFrom(...NASTY),
  fc.array(fc.constantFrom(...NASTY), { maxLength: 4 }).map((parts) => parts.join("")),
  fc.string({ unit: "binary", maxLength: 40 }).map((text) => text.replaceAll("\0", "")),
);

const INPUTS: Readonly<Record<string, InputSpec>> = { v: { type: "text" }, n: { type: "integer" } };

const EACH_IN_PYTHON = `import json, os, sys
given = json.load(sys.stdin)
for environment in given["environments"]:
  os.environ.update(environment)
  exec(compile(given["program"], "program", "exec"), {"__name__": "__main__"})`;

const EACH_IN_NODE = `const given = JSON.parse(require("fs").readFileSync(0, "utf8"));
for (const environment of given.environments) {
  Object.assign(process.env, environment);
  new Function("require", given.program)(require);
}`;

let directory = "";
beforeEach(() => {
  directory = mkdtempSync(join(tmpdir(), "placeholders-"));
});
afterEach(() => rmSync(directory, { recursive: true }));

/** Every context in one program, without its values: it is the same for all of them. */
function programOf(interpreter: Interpreter, contexts: readonly Context[]): string {
  const script = PRELUDE[interpreter] + contexts.map(([source]) => source).join("\n");
  const result = compileScript({ script, interpreter, inputs: INPUTS, isSet: () => true });
  if (!result.ok)
    throw new Error(result.problems.map(({ text, line }) => `line ${line}: ${text}`).join("\n"));
  return result.program;
}

function environmentOf(v: string): Record<string, string> {
  const place = { pipeline: 1, vertex: "A", attempt: 1, digest: "sha256:0" };
  return trackEnvironment({ inputs: INPUTS, values: { v, n: -7 }, ...place });
}

/** Runs in an empty directory, which must be empty afterwards: every value that is run leaves a file there. */
function ran(command: readonly string[], stdin: string, environment: Record<string, string>): object {
  const [program = "", ...rest] = command;
  const { stdout, stderr, error } = spawnSync(program, rest, {
    cwd: directory,
    input: stdin,
    env: {
      NODE_ENV: "test",
      PATH: process.env["PATH"] ?? "",
      HOME: directory,
      LANG: "C.UTF-8",
      ...environment,
    },
  });
  if (error !== undefined) throw error;
  return {
    errors: stderr.toString("utf8"),
    pieces: stdout.toString("utf8").split("\0"),
    files: readdirSync(directory),
  };
}

function wanted(contexts: readonly Context[], values: readonly string[]): object {
  const pieces = values.flatMap((v) => contexts.flatMap(([, got]) => got(v).split("\0")));
  return { errors: "", pieces: [...pieces, ""], files: [] };
}

describe("a value is data, whatever it says", () => {
  it.each<[string, Interpreter, readonly string[], readonly Context[], readonly string[], number]>([
    ["bash", "bash", ["bash"], [...SHELL, ...BASH], NASTY, 30],
    ["bash as sh", "sh", ["bash", "--posix"], SHELL, [], 15],
    ["dash", "sh", ["dash"], SHELL, NASTY, 20],
  ])("to %s", { timeout: 60_000 }, (_name, interpreter, command, contexts, examples, runs) => {
    const file = join(mkdtempSync(join(tmpdir(), "program-")), "program");
    writeFileSync(file, programOf(interpreter, contexts));
    const property = fc.property(value, (v) => {
      expect(ran([...command, file], "", environmentOf(v))).toEqual(wanted(contexts, [v]));
    });
    fc.assert(property, { numRuns: examples.length + runs, examples: examples.map((v): [string] => [v]) });
    rmSync(dirname(file), { recursive: true });
  });

  // Starting these takes long, so that one process runs the program for many values.
  it.each<[string, Interpreter, readonly string[], readonly Context[]]>([
    ["python3", "python3", ["python3", "-c", EACH_IN_PYTHON], PYTHON],
    ["node", "node", ["node", "-e", EACH_IN_NODE], NODE],
  ])("to %s", { timeout: 60_000 }, (_name, interpreter, command, contexts) => {
    const program = programOf(interpreter, contexts);
    const property = fc.property(fc.array(value, { minLength: 40, maxLength: 40 }), (values) => {
      const stdin = JSON.stringify({ program, environments: values.map(environmentOf) });
      expect(ran(command, stdin, {})).toEqual(wanted(contexts, values));
    });
    fc.assert(property, { numRuns: 3, examples: [[[...NASTY]]] });
  });
});
