import { expect, test } from "vitest";
import type { InputSpec, Interpreter } from "../model/graph-content.ts";
import { compileScript, placeholderProblems, placeholdersIn, reasonNotToRun } from "./placeholders.ts";
import { edited } from "./sites/placeholder-sites.ts";

const inputs: Readonly<Record<string, InputSpec>> = {
  v: { type: "string" },
  w: { type: "text" },
  n: { type: "integer" },
  ip: { type: "ip" },
};

const problemsOf = (script: string, interpreter: Interpreter = "bash") =>
  placeholderProblems({ script, interpreter, inputs });
const codesOf = (script: string, interpreter: Interpreter = "bash") =>
  problemsOf(script, interpreter).map(({ code }) => code.replace(/^placeholder-/, ""));

function fixed(script: string, interpreter: Interpreter = "bash"): string | null {
  const { fix } = problemsOf(script, interpreter)[0] ?? {};
  return fix === undefined ? null : edited(script, fix.edits);
}

test.each([
  ["echo '{v}'", "in-quotes"],
  ["echo $'{v}'", "in-quotes"],
  ["cat <<'E'\n{v}\nE", "in-quoted-document"],
  ["cat <<'a{v}'\na{{v}}\n", "in-document-end"],
  ["echo `echo \\`echo {v}\\``", "in-backquotes"],
  ["echo ${x#{v}}", "in-expansion"],
  ["echo ${x/{v}/y}", "in-expansion"],
  ["echo ${x:{n}}", "in-expansion"],
  ['echo "${x:-"{v}"}"', "in-expansion"],
  ["echo ${{v}}", "unclear"],
  ["if echo {v}", "unclear"],
  ["echo \\{v}", "escaped"],
  ["{v} --help", "as-command"],
  ["{v}() { echo; }", "in-function-name"],
])("%j is told of as %s", (script, code) => {
  expect(codesOf(script)).toEqual([code]);
});

test.each([
  "echo $(({v}))",
  "((x = {v}))",
  "a[{v}]=1",
  "a=([{v}]=1)",
  "echo ${a[{v}]}",
  "[[ {v} -eq 1 ]]",
  "let x={v}",
  "declare -i x={v}",
  "declare -i x; x={v}",
  "for ((i = {v}; i < 3; i++)); do :; done",
  "echo $(($(echo {v})))",
])("%j takes numbers only", (script) => {
  expect(codesOf(script)).toEqual(["in-arithmetic"]);
  expect(codesOf(script.replace("{v}", "{n}"))).toEqual([]);
});

test.each([
  "eval {v}",
  'command eval "echo {v}"',
  "trap {v} EXIT",
  ". {v}",
  "alias x={v}",
  "PS4={v}; set -x",
  "ssh host {v}",
  "sudo ssh {v} uptime",
  "ssh host -- {v}",
  "ssh -- host {v}",
  'bash -c "echo {v}"',
  "bash -c 'echo {v}'",
  "bash -euxc {v}",
  "bash -c -o pipefail {v}",
  "env A=1 sh -c {v}",
  "docker run --rm image sh -c {v}",
  "find . -exec sh -c {v} \\;",
  "xargs sh -c {v}",
  "su {v}",
  "su -c {v}",
  "perl {v}",
  "perl -e 'print 1' {v}",
  'python3 -c "print({v})"',
  "awk '{print}' {v}",
  "sed -i s/x/{v}/ file",
  'psql -c "select {v}"',
  'mysql -h host -e "select {v}"',
  'unknown -c "do {v} now"',
  'unknown --eval="f({v})"',
  "bash <<E\necho {v}\nE",
  "bash <<'E'\necho {v}\nE",
  "ssh host <<< {v}",
  "echo {v} | sudo bash",
  "{ true; echo {v}; } | { read x; sh; }",
  'eval "$(echo {v})"',
  // What a shell or a command says of an error quotes the value.
  "2>&1 {v} | sh",
  "cd {v} 2>&1 | sh",
  "cd {v} |& bash",
  "{ ls $(cd {v}); } 2>&1 | sh",
  "exec 2>&1; cat < {v} | sh",
  "cd {v} 2>/dev/stdout | sh",
  'eval "$(cd {v} 2>&1)"',
  "cd {v} 2> >(sh)",
  "{ cd {v}; } 2> >(bash)",
  "echo {v} > >(sh)",
  "echo {v} | tee >(sh)",
  "sh < <(echo {v})",
  "bash < <(cd {v} 2>&1)",
  "{ true; bash; } < <(echo {v})",
  "bash <(echo {v})",
  "source <(echo {v})",
  "python3 <(echo {v})",
  "cat <<E | psql\n{v}\nE",
  "f() { echo {v}; }; f | sh",
  "f() { echo {v}; }\ng() { f; }\nif true; then g; fi | bash -s",
  "f() { g | sh; }; g() { echo {v}; }; f",
  "f() { echo {v}; f | sh; }; f",
  "f() { echo {v}; }; eval f | sh",
  "f() { echo {v}; }; $name | sh",
  'f() { echo {v}; }; eval "$(f)"',
  "f() { echo {v}; }; sh <(f)",
  "f() { echo {v}; }; f > >(sh)",
  'f() { echo "$1"; }; f {v} | sh',
  "f() { sh; }; echo {v} | f",
  "f() { g; }; g() { bash -s; }; f <<< {v}",
  "f() { cd {v}; }; f 2>&1 | sh",
  "function f { cat <<E\n{v}\nE\n}; f | sh",
  "alias a=f; f() { echo {v}; }\na | sh",
  'coproc sh; echo {v} >&"${COPROC[1]}"',
  'coproc C { bash -s; }; exec 3>&"${C[1]}"; f() { echo {v}; }; f >&3',
  'coproc cat; echo {v} >&"${COPROC[1]}"; sh <&"${COPROC[0]}"',
  "exec 3> >(sh); echo {v} >&3",
  "exec > >(bash); printf '%s' {v}",
  ". /dev/stdin <<< {v}",
  "echo {v} | bash /dev/stdin",
])("%j would run the value as a program", (script) => {
  expect(codesOf(script)).toEqual(["in-program"]);
  expect(codesOf(script.replace("{v}", "{ip}")).filter((code) => code === "in-program")).toEqual([]);
});

test.each([
  "unset {v}",
  "read {v}",
  "printf -v {v} x",
  "test -v {v}",
  "[[ -v {v} ]]",
  "declare {v}",
  "[ {v} {w} ]",
  "declare -a x={v}",
  "printf {v}",
  "echo x >&{v}",
])("in %j the shell does more with the value than to take it as data", (script) => {
  expect(problemsOf(script).map(({ level }) => level)).toEqual(["error"]);
});

test.each([
  "echo {v} > {v} 2> {v}",
  "echo {v}>{v}",
  "ping -c {v} {v}",
  "[ -e {v} ] && grep -e {v} {v}",
  "docker run -e X={v} image",
  "grep ssh {v}; systemctl restart ssh {v}; apt-get install sed {v}",
  "bash script.sh {v}; python3 -u run.py {v}; perl x.pl {v}",
  "bash -c 'echo \"$1\"' bash {v}",
  "mysql -h {v} -u {v} -e 'select 1'",
  'ssh host "ls $(printf %q {v})"',
  "ssh -q -- root@{v} uptime",
  "rsync -a . {v}; find . -name {v}",
  "printf '%s' {v}; printf -v x '%s' {v}",
  "wait; read -r x <<< {v}",
  "awk 'END { print NR }' < {v}",
  "curl {v} | jq .",
  "echo {v} >&2; curl {v} | sh",
  "ls {v} | tee >(cat) > >(wc -l); diff <(sort {v}) <(sort {v}); cat < <(echo {v})",
  "echo $(( $(wc -l < {v}) + 1 ))",
  "a=({v}); m=([k]={v}); export A={v} B; local x={v}",
  "case {v} in {v}) ;; esac",
  "# {v} 'it\necho # {v}",
  "f() { echo {v}; }; f; echo done | sh",
  "f() { curl {v}; }; f | sh; g() { cat; }; echo {v} | g",
  "f() { echo {v}; }; f | grep x; cat f | sh",
  "coproc cat; echo {v} >&${COPROC[1]}; exec 3> >(cat); echo {v} >&3",
])("nothing is said about %j", (script) => {
  expect(problemsOf(script)).toEqual([]);
});

test.each<[string, string]>([
  ["echo 'a {v} b'", "echo 'a '{v}' b'"],
  ["echo $'a\\t{v}'", "echo $'a\\t'{v}$''"],
  ["cat <<'E'\n{v}\nE\n", "cat <<E\n{v}\nE\n"],
])("the fix of %j makes it right", (script, right) => {
  expect(fixed(script)).toBe(right);
  expect(problemsOf(right)).toEqual([]);
});

test("a here-document with other expansions has a problem without a fix", () => {
  expect(fixed("cat <<'E'\n{v} $HOME\nE\n")).toBeNull();
});

test("a script with a syntax error has one problem with its line, and does not run", () => {
  const script = "echo {v}\nif true; then\necho {w}\n";
  expect(problemsOf(script)).toHaveLength(1);
  expect(problemsOf(script)[0]?.text).toContain("line");
  expect(reasonNotToRun(compileScript({ script, interpreter: "bash", inputs }), () => true)).not.toBeNull();
  expect(problemsOf("if true; then\necho $HOME")).toEqual([]);
});

test("a script does not run if a value is unset; it never runs with empty text instead", () => {
  const compiled = compileScript({ script: "# {w}\necho {v} {n}", interpreter: "bash", inputs });
  expect(reasonNotToRun(compiled, () => true)).toBeNull();
  expect(reasonNotToRun(compiled, (name) => name !== "w")).toBeNull();
  expect(reasonNotToRun(compiled, (name) => name !== "n")).toContain("its input n has no value");
});

test("text without placeholders stays unchanged, and {{name}} becomes {name}", () => {
  const script = "awk '{print $1}' ${HOME} {a,b} {other} '{{v}}' {{v}} ${v}\r\n# {v}";
  expect(compileScript({ script, interpreter: "sh", inputs }).program).toBe(
    script.replaceAll("{{v}}", "{v}"),
  );
  expect(placeholdersIn({ script, interpreter: "sh", inputs })).toEqual([]);
});

test("5,001 placeholders are too many", () => {
  expect(codesOf("echo {v}\n".repeat(5_001))).toEqual(["too-many"]);
});

test.each<[Interpreter, string, string]>([
  ["python3", "print({v})", 'import os\nprint(os.environ["v"])'],
  ["python3", "import os\nprint('a {v} b')", "import os\nprint('a ' + os.environ[\"v\"] + ' b')"],
  ["python3", 'import os, sys\nprint(f"{v}")', "import os, sys\nprint(f\"{os.environ['v']}\")"],
  ["python3", "#!/usr/bin/python3\nx = {v}", '#!/usr/bin/python3\nimport os\nx = os.environ["v"]'],
  ["node", "console.log({v})", "console.log(process.env.v)"],
  ["node", 'console.log("a {v}")', 'console.log("a " + process.env.v + "")'],
  ["node", "console.log(`a {v}`)", "console.log(`a ${process.env.v}`)"],
])("in %s the fix of %j reads the environment", (interpreter, script, right) => {
  expect(problemsOf(script, interpreter).map(({ code, level }) => [code, level])).toEqual([
    ["placeholder-in-code", "warning"],
  ]);
  expect(fixed(script, interpreter)).toBe(right);
  expect(compileScript({ script, interpreter, inputs }).program).toBe(script);
});

test.each<[Interpreter, string]>([
  ["python3", 'import os\nv = os.environ["v"]\nprint(f"{v}", {v})'],
  ["python3", "for v in range(3):\n  print(f'{v}')"],
  ["python3", "def f(v):\n  return {v}"],
  ["python3", "print('{v}'.format(v=1))  # {v}"],
  ["python3", "# {v}\nprint('{{v}} {other}')"],
  ["node", "const {v} = process.env; f({v})"],
  ["node", "import {v} from './x.js'"],
  ["node", "const g = (v) => ({v}); // {v}"],
])("in %s the braces of %j are its own", (interpreter, script) => {
  expect(problemsOf(script, interpreter)).toEqual([]);
});
