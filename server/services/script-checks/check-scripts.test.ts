import { execFileSync } from "node:child_process";
import { existsSync, mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { describe, expect, test } from "vitest";
import { contentOf } from "#testing/engine/simulated-pipeline.ts";
import { checkScripts } from "./check-scripts.ts";
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
