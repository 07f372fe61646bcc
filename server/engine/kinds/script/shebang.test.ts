import { describe, expect, test } from "vitest";
import type { Interpreter } from "../../model/graph-content.ts";
import { edited } from "../../placeholders/sites/placeholder-sites.ts";
import { readShebang } from "./shebang.ts";

describe("a line that names the vertex's own interpreter is carried out", () => {
  test.each<[string, Interpreter, readonly string[]]>([
    ["echo x", "bash", []],
    ["#!/bin/bash", "bash", []],
    ["#! /usr/local/bin/bash -e\r", "bash", ["-e"]],
    ["#!/bin/bash -euo pipefail", "bash", ["-e", "-u", "-o", "pipefail"]],
    ["#!/usr/bin/env bash", "bash", []],
    ["#!/usr/bin/env -S bash -eu", "bash", ["-e", "-u"]],
    ["#!/usr/bin/env -Sbash -x", "bash", ["-x"]],
    ["#!/bin/bash +B --posix", "bash", ["+B", "--posix"]],
    ["#!/bin/sh -", "sh", []],
    ["#!/bin/dash -e", "sh", ["-e"]],
    ["#!/usr/bin/env python", "python3", []],
    ["#!/usr/bin/python3 -u -W ignore -Xdev", "python3", ["-u", "-W", "ignore", "-X", "dev"]],
    ["#!/usr/bin/env -S node --max-old-space-size=100", "node", ["--max-old-space-size=100"]],
    ["x\n#!/bin/zsh", "bash", []],
  ])("%j by %s", (script, interpreter, options) => {
    expect(readShebang(`${script}\necho x\n`, interpreter)).toEqual({ options, problem: null });
  });
});

describe("options that cannot be carried out are refused, and the fix leaves the others", () => {
  test.each<[string, Interpreter, string, string]>([
    ["#!/bin/bash -el", "bash", "-l", "#!/usr/bin/env -S bash -e"],
    ["#!/bin/bash -n", "bash", "-n", "#!/usr/bin/env bash"],
    ["#!/bin/bash --login", "bash", "--login", "#!/usr/bin/env bash"],
    ["#!/bin/sh -eo pipefail", "sh", "-o pipefail", "#!/usr/bin/env -S sh -e"],
    ["#!/usr/bin/env -i bash -e", "bash", "-i", "#!/usr/bin/env -S bash -e"],
    ["#!/usr/bin/env X=1 bash", "bash", "X=1", "#!/usr/bin/env bash"],
    ["#!/usr/bin/python3 -m x", "python3", "-m x", "#!/usr/bin/env python3"],
    ["#!/usr/bin/node -e", "node", "-e", "#!/usr/bin/env node"],
  ])("%s by %s", (line, interpreter, refused, left) => {
    const script = `${line}\necho x\n`;
    const { options, problem } = readShebang(script, interpreter);
    expect(options).toEqual([]);
    expect(problem?.text).toContain(` asks for ${refused}, which cannot be carried out`);
    if (problem?.fix?.change !== "text") throw new Error("It has no fix.");
    const fixed = edited(script, problem.fix.edits);
    expect(fixed).toBe(`${left}\necho x\n`);
    expect(readShebang(fixed, interpreter).problem).toBeNull();
  });
});

describe("another interpreter is refused", () => {
  test.each<[string, Interpreter]>([
    ["#!/usr/bin/env python3", "python3"],
    ["#!/bin/sh -e", "sh"],
    ["#!/usr/bin/node", "node"],
  ])("%s can be the vertex's: %s", (line, interpreter) => {
    const { problem } = readShebang(`${line}\nx`, "bash");
    expect(problem?.fix).toEqual({
      label: `Set the interpreter to ${interpreter}`,
      change: "interpreter",
      interpreter,
    });
    expect(readShebang(`${line}\nx`, interpreter).problem).toBeNull();
  });

  test("the line of another shell can be removed", () => {
    const { problem } = readShebang("#!/bin/zsh\necho x", "bash");
    if (problem?.fix?.change !== "text") throw new Error("It has no fix.");
    expect(edited("#!/bin/zsh\necho x", problem.fix.edits)).toBe("echo x");
  });

  test("nobody can say what to do with another language", () => {
    expect(readShebang("#!/usr/bin/perl -w\nprint 1", "bash").problem).toEqual({
      text: "`#!/usr/bin/perl -w` asks for perl, but the script is run by bash. The interpreters are bash, sh, python3, node: write the script for one of them.",
      fix: null,
    });
  });
});
