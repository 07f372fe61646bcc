import { execFileSync } from "node:child_process";
import { chmodSync, existsSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { describe, expect, test } from "vitest";
import { unreadSentences } from "#contract/graphs/script-checks.ts";
import { readWholeGraphText } from "#engine/graph-triggers/read-whole-graph-text.ts";
import { runChecker } from "#platform/shell-check/run-checker.ts";
import { contentOf } from "#testing/engine/simulated-pipeline.ts";
import { listTemplates } from "../templates/list-templates.ts";
import { checkScripts } from "./check-scripts.ts";
import { listCheckers, versionIn, viewChecker } from "./list-checkers.ts";
import { readBash, readShellcheck } from "./read-remarks.ts";

const said = async (vertices: object) =>
  (await checkScripts(contentOf(vertices, []))).findings.map(({ code, level, field, line, text }) => ({
    code,
    level,
    field,
    line,
    text,
  }));

const hasShellcheck = (() => {
  try {
    execFileSync("shellcheck", ["--version"], { stdio: "ignore" });
    return true;
  } catch {
    return false;
  }
})();

describe("the shell reads a script without executing it", () => {
  test("and tells the line at which it breaks, of the script as people wrote it", async () => {
    const A = { script: "echo 1\nfor n in 1 2; do\n  echo 2\nfi\n" };
    const [first, ...others] = await said({ A, B: { script: "echo ok", revert: "if true; then" } });
    expect(first).toMatchObject({ code: "shell-syntax", level: "warning", field: "script", line: 4 });
    expect(first?.text).toMatch(/^A, line 4: bash cannot read the script: syntax error near .*fi/);
    expect(others.filter(({ code }) => code === "shell-syntax")).toMatchObject([{ field: "revert" }]);
  });

  test("so nothing that stands in it happens, and nothing of the server is told", async () => {
    const folder = mkdtempSync(join(tmpdir(), "checked-"));
    const mark = join(folder, "executed");
    const script = `touch ${mark}\necho "$(touch ${mark})" \`touch ${mark}\`\n: <(touch ${mark})\na[$(touch ${mark})]=1\nfi`;
    const findings = await said({ A: { script }, B: { script, interpreter: "sh" } });
    expect(findings.length).toBeGreaterThan(0);
    expect(existsSync(mark)).toBe(false);
    rmSync(folder, { recursive: true });
  });

  test("patterns that a script switches on by itself are no fault", async () => {
    const script = "shopt -s extglob\nrm -f -- !(*.log|keep)\n";
    expect((await said({ A: { script } })).filter(({ code }) => code === "shell-syntax")).toEqual([]);
  });

  test("scripts of other languages, and those whose placeholders are wrong, are left alone", async () => {
    const inputs = { x: { type: "string" } };
    const vertices = {
      A: { script: "if x:\n  y(", interpreter: "python3" },
      B: { inputs, script: "echo '{x}'; fi" },
      C: { kind: "approval" },
      D: { script: "true", revert: "none" },
    };
    expect(await said(vertices)).toEqual([]);
  });
});

test.skipIf(!hasShellcheck)("shellcheck gives hints with its codes, and knows the inputs", async () => {
  const inputs = { ip: { type: "string" }, host: { type: "string" } };
  const script = 'cd /srv\nfiles=$(ls)\nrm $files\necho "$ip" {host} "$other_one"\n';
  const findings = await said({ A: { script, inputs } });
  expect(findings.every(({ code, level }) => code === "shellcheck" && level === "hint")).toBe(true);
  expect(findings).toContainEqual(
    expect.objectContaining({ line: 3, text: expect.stringMatching(/^A, line 3: .*\(SC2086\)\.$/) }),
  );
  expect(findings.map(({ text }) => text).join()).not.toMatch(/\bip is referenced|SIGNALBOX_INPUT/);
  expect(findings.map(({ text }) => text).join()).toMatch(/other_one is referenced/);
  const twice = await said({ A: { script: "a=$(ls)\nrm $a $a\n" } });
  expect(twice.filter(({ text }) => text.includes("SC2086"))).toHaveLength(1);
});

test("nothing is said of a script for what Signalbox itself does with it: its #! line, and how placeholders are compiled", async () => {
  const inputs = { days: { type: "integer" }, dir: { type: "string" } };
  const script = '#!/bin/bash -euo pipefail\necho $(({days} * 2))\nday=1\ntouch {dir}/in/"$day-$day".csv\n';
  expect(await said({ A: { script, inputs } })).toEqual([]);
});

test("no script of a template has a remark of a shell or of shellcheck", async () => {
  const templates = (await listTemplates()).flatMap((each) => [each, ...each.needs]);
  for (const { name, text } of templates) {
    const read = readWholeGraphText(text);
    if (!read.ok) throw new Error(`The template ${name} cannot be read.`);
    const { findings } = await checkScripts(read.file.content);
    expect(findings.map((finding) => `${name}: ${finding.text}`)).toEqual([]);
  }
});

describe("what a checker says is read", () => {
  test.each([
    ["bash: line 3: syntax error near unexpected token `fi'\nbash: line 3: `fi'\n", 3],
    ['sh: 7: Syntax error: "fi" unexpected\n', 7],
    ["bash: line 9: warning: here-document at line 1 delimited by end-of-file (wanted `END')\n", 9],
  ])("%j", (stderr, line) => {
    expect(readBash({ stderr })).toMatchObject([{ line }]);
  });

  test("and what is unknown, too long or moves the cursor does no harm", () => {
    expect(readBash({ stderr: "no such thing\n" })).toEqual([]);
    const [remark] = readBash({ stderr: `bash: line 1: \u001b[2J${"x".repeat(1_000)}` });
    expect(remark?.text).toMatch(/^\[2Jx{2,}…$/);
    for (const stdout of ["", "{", "[]", '{"comments":[{"line":"1"}]}'])
      expect(readShellcheck({ stdout })).toEqual([]);
  });
});

test.skipIf(!hasShellcheck)(
  "of a placeholder that is no input yet shellcheck says nothing; other braces it names",
  async () => {
    expect(await said({ A: { script: "getent ahosts {ip}" } })).toEqual([]);
    expect(await said({ A: { script: "echo {1}" } })).toMatchObject([
      { code: "shellcheck" },
      { code: "shellcheck" },
    ]);
  },
);

test("the programs of the server are told with what they say of themselves", async () => {
  const [bash, sh, shellcheck] = await listCheckers();
  expect(bash).toMatchObject({ program: "bash", state: "ready", version: expect.stringMatching(/^\d/) });
  expect(sh).toMatchObject({ program: "sh", state: "ready" });
  expect(shellcheck?.state).toBe(hasShellcheck ? "ready" : "missing");
  expect(versionIn("ShellCheck - shell script analysis tool\nversion: 0.9.0\nlicense: GNU")).toBe("0.9.0");
  expect(versionIn("\u001b[2Jversion none")).toBeNull();
});

test("a checker that is busy with other scripts is told from one that does not answer", async () => {
  const folder = mkdtempSync(join(tmpdir(), "busy-"));
  // Stands in for a checker that reads long scripts: it ends when its pipe is closed.
  writeFileSync(join(folder, "shellcheck"), '#!/bin/sh\ncat "$1"\n');
  chmodSync(join(folder, "shellcheck"), 0o755);
  const path = process.env["PATH"];
  process.env["PATH"] = `${folder}:${path}`;
  const pipes = ["one", "other"].map((name) => join(folder, name));
  execFileSync("mkfifo", pipes);
  const reading = pipes.map((pipe) => runChecker({ program: "shellcheck", options: [pipe] }, ""));
  process.env["PATH"] = path;
  expect((await viewChecker("bash", 0)).state).toBe("busy");
  await Promise.all(pipes.map((pipe) => writeFile(pipe, "")));
  await Promise.all(reading);
  expect((await viewChecker("bash", 0)).state).toBe("ready");
  rmSync(folder, { recursive: true });
  const none = { tooLong: 0, late: 0, full: 0, stopped: 0 };
  const tools = { shell: true, shellcheck: true };
  expect(unreadSentences({ tools, unread: { ...none, busy: 2, unanswered: 1 } })).toEqual([
    "2 scripts are not read: the server was busy with other scripts.",
    "1 script is not read: the checker did not answer in time.",
  ]);
});

test("two graphs of 300 scripts at once are read by two programs at a time, and of each it is told what there was no time for", async () => {
  const folder = mkdtempSync(join(tmpdir(), "checkers-"));
  const log = join(folder, "log");
  // Stands in for the checkers: notes when it begins and ends, and reads a script as they do.
  const program = `#!/bin/sh\necho + >> ${log}\nread -r line\necho - >> ${log}\n`;
  for (const name of ["bash", "shellcheck"]) {
    writeFileSync(join(folder, name), program);
    chmodSync(join(folder, name), 0o755);
  }
  const path = process.env["PATH"];
  process.env["PATH"] = `${folder}:${path}`;
  const graph = (which: string) =>
    contentOf(
      Object.fromEntries(
        Array.from({ length: 300 }, (_, at) => [`v${at}`, { script: `echo ${folder} ${which} ${at}\n` }]),
      ),
      [],
    );
  const both = await Promise.all(["one", "other"].map((which) => checkScripts(graph(which), 1_000))).finally(
    () => {
      process.env["PATH"] = path;
    },
  );
  let [now, most, begun] = [0, 0, 0];
  for (const sign of readFileSync(log, "utf8").trim().split("\n")) {
    now += sign === "+" ? 1 : -1;
    begun += sign === "+" ? 1 : 0;
    most = Math.max(most, now);
  }
  rmSync(folder, { recursive: true });
  expect(most).toBeLessThanOrEqual(2);
  for (const { tools, unread, unchecked } of both) {
    expect(tools).toEqual({ shell: true, shellcheck: true });
    expect(unchecked).toBe(unread.late);
    expect(unreadSentences({ tools, unread })).toEqual([
      expect.stringMatching(/scripts are not read: there was no time left\.$/),
    ]);
  }
  // Each script that was read was given to both programs. To find out which there are takes up to four more.
  const read = both.reduce((sum, { unchecked }) => sum + 300 - unchecked, 0);
  expect(begun - read * 2).toBeGreaterThanOrEqual(0);
  expect(begun - read * 2).toBeLessThanOrEqual(4);
});
