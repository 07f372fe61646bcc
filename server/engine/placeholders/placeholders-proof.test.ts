import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { environmentOf, INPUTS, makeEmptyDirectories, ran } from "#testing/engine/run-rendered-script.ts";
import type { Interpreter } from "../model/graph-content.ts";
import { compileScript } from "./placeholders.ts";

/** A script that prints what it got, each piece ended by a NUL, and what that must be. */
type Context = readonly [script: string, got: (value: string) => string];

const DOUBLE_HERE = 'h=$(cat <<EOF\n<{v}> "{v}" $(printf "%s." {v}) ${unset-{v}}.\nEOF\n); p "$h"';

const SHELL: readonly Context[] = [
  ["p {v}", (v) => v],
  ["p a{v}b --x={v} {v}/y", (v) => `a${v}b\0--x=${v}\0${v}/y`],
  ['p "x {v} y"', (v) => `x ${v} y`],
  ["p 'x '{v}' y'{v}", (v) => `x ${v} y${v}`],
  ['p "it\'s {v}" \'"\'{v}\'"\'"{v}"', (v) => `it's ${v}\0"${v}"${v}`],
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
  ['awk \'BEGIN { printf "%s%c", ENVIRON["SIGNALBOX_INPUT_v"], 0 }\'', (v) => v],
  ["x=$((1 + {n}*2)); p $x $(( 5-{n} ))", () => "-13\x0012"],
  ['if [ {v} = {v} ]; then\n  p "a\\\\{v}" \\\n    {v}\nfi', (v) => `a\\${v}\0${v}`],
  ['echo {v} >/dev/null 2>&1; p 1 | cat; p "$(echo a#b {v} | wc -l >/dev/null)"', () => "1\0"],
];

const BASH: readonly Context[] = [
  ["[[ {v} == {v} && {v} =~ ^{v}$ && ! ( {v} != {v} ) ]] && p same", () => "same"],
  ['a=({v} "b{v}" # it\'s {v}\n \'c\'{v}); p "${a[@]}"', (v) => `${v}\0b${v}\0c${v}`],
  ["p $'a\\t'{v}$'\\'\\n'{v} $\"x {v}\"", (v) => `a\t${v}'\n${v}\0x ${v}`],
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

const PRELUDE = "p() { printf '%s\\0' \"$@\"; }\n";

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

makeEmptyDirectories();

/** Every context in one program, without its values: it is the same for all of them. */
function programOf(interpreter: Interpreter, contexts: readonly Context[]): string {
  const script = PRELUDE + contexts.map(([source]) => source).join("\n");
  const { program, problems } = compileScript({ script, interpreter, inputs: INPUTS });
  if (problems.length > 0)
    throw new Error(problems.map(({ text, line }) => `line ${line}: ${text}`).join("\n") + script);
  return program;
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
    const program = programOf(interpreter, contexts);
    const property = fc.property(value, (v) => {
      expect(ran([...command, "-c", program], "", environmentOf(v))).toEqual(wanted(contexts, [v]));
    });
    fc.assert(property, { numRuns: examples.length + runs, examples: examples.map((v): [string] => [v]) });
  });
});

/** A word that becomes one value, without quotes around the whole of it. */
const word = fc.letrec<{ word: Context; inner: Context }>((tie) => ({
  inner: fc.oneof(
    { depthSize: "small", withCrossShrink: true },
    fc.constant<Context>(["{v}", (v) => v]),
    fc.constant<Context>(["a{v}b", (v) => `a${v}b`]),
    fc.constant<Context>(['"{v} x"', (v) => `${v} x`]),
    fc.constant<Context>(["'it\"s '{v}\\'", (v) => `it"s ${v}'`]),
    fc.constant<Context>(['"${unset-{v}}"${set+{v}}', (v) => v + v]),
    tie("word"),
  ),
  word: fc.oneof(
    tie("inner").map(([source, got]): Context => [`"$(printf '%s.' ${source})"`, (v) => `${got(v)}.`]),
    tie("inner").map(([source, got]): Context => [`\${unset:-${source}}`, got]),
    tie("inner").map(
      ([source, got]): Context => [`"$(x=${source}; printf '%s.' "$x")"`, (v) => `${got(v)}.`],
    ),
    tie("inner").map(
      ([source, got]): Context => [
        `"$(cat <<E${source.length}\n{v} $(printf '%s.' ${source})\nE${source.length}\n)"`,
        (v) => `${v} ${got(v)}.`,
      ],
    ),
    tie("inner").map(
      ([source, got]): Context => [
        `"$(case ${source} in (b) ;; ${source}) printf '%s.' ${source};; esac)"`,
        (v) => (got(v) === "b" ? "" : `${got(v)}.`),
      ],
    ),
    fc
      .tuple(tie("inner"), tie("inner"))
      .map(([[a, gotA], [b, gotB]]): Context => [a + b, (v) => gotA(v) + gotB(v)]),
  ),
})).inner;

/** What may stand around a word. */
const STATEMENTS: readonly ((source: string) => string)[] = [
  (source) => `p ${source}`,
  (source) => `(p ${source})`,
  (source) => `{ p ${source}; } # {v} it's`,
  (source) => `x=${source}; p "$x"`,
  (source) => `for i in ${source}; do p "$i"; done`,
  (source) => `f() { p ${source}; }\nf`,
  (source) => `if ! false && [ x = x ]; then p ${source}; fi`,
  (source) => `p ${source} | cat`,
  (source) => `p ${source} 2>&1 >file; cat file; rm file`,
  (source) => `while :; do p ${source} & wait; break; done`,
  (source) => `y=1 p \\\n  ${source}`,
  (source) => `until false || p ${source}; do :; done`,
];
const BASH_STATEMENTS: readonly ((source: string) => string)[] = [
  (source) => `a=(${source}); p "\${a[@]}"`,
  (source) => `declare y=${source}; p "$y"`,
  (source) => `if [[ ${source} == ${source} ]]; then p ${source}; fi`,
  (source) => `p ${source} > >(cat) | cat`,
  (source) => `p ${source} 2>/dev/null |& cat`,
];

function statements(around: readonly ((source: string) => string)[]): fc.Arbitrary<readonly Context[]> {
  const statement = fc
    .tuple(word, fc.constantFrom(...around))
    .map(([[source, got], put]): Context => [put(source), got]);
  return fc.array(statement, { minLength: 10, maxLength: 20 });
}

describe("a value stays one word wherever its placeholder stands", () => {
  it.each<[string, Interpreter, readonly string[], readonly ((source: string) => string)[]]>([
    ["bash", "bash", ["bash"], [...STATEMENTS, ...BASH_STATEMENTS]],
    ["dash", "sh", ["dash"], STATEMENTS],
  ])(
    "in scripts of %s that were put together by chance",
    { timeout: 60_000 },
    (_name, interpreter, command, around) => {
      const property = fc.property(statements(around), value, (contexts, v) => {
        const program = `set=1; ${programOf(interpreter, contexts)}`;
        expect(ran([...command, "-c", program], "", environmentOf(v))).toEqual(wanted(contexts, [v]));
      });
      fc.assert(property, { numRuns: 60 });
    },
  );
});
