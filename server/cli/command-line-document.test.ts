import { readFile } from "node:fs/promises";
import { join } from "node:path";
import type { Command } from "commander";
import { expect, test } from "vitest";
import { REFUSAL_VERBS } from "#contract/refusal.ts";
import { PROJECT_ROOT } from "#platform/project-root.ts";
import { CommandContext } from "./command/command-context.ts";
import { runCommandLine } from "./run-command-line.ts";
import { buildProgram } from "./verbs/all-verbs.ts";

const commandLineDoc = await readFile(join(PROJECT_ROOT, "docs", "command-line.md"), "utf8");

function verbsOf(command: Command, path: string): { path: string; verb: Command }[] {
  if (command.commands.length === 0) return [{ path, verb: command }];
  return command.commands.flatMap((each) => verbsOf(each, `${path} ${each.name()}`.trim()));
}

const silent = { write: () => true };
const terminal = {
  env: {},
  stdin: process.stdin,
  stdout: silent,
  stderr: silent,
  endWithReaders: () => undefined,
  onInterrupt: () => () => {},
};
const verbs = verbsOf(buildProgram(new CommandContext(terminal)), "");

test("each command that a refusal names is there", () => {
  expect(verbs.map(({ path }) => path)).toEqual(expect.arrayContaining([...REFUSAL_VERBS]));
});

test.each(verbs.map(({ path, verb }) => [path, verb] as const))(
  "`%s` and each of its options stand in docs/command-line.md, and its help has an example",
  async (path, verb) => {
    expect(commandLineDoc).toContain(`\`${path}`);
    for (const { long } of verb.options) expect(commandLineDoc, `${path} ${long}`).toContain(`\`${long}`);
    let help = "";
    const stdout = {
      write: (text: string) => {
        help += text;
      },
    };
    expect(await runCommandLine([...path.split(" "), "--help"], { ...terminal, stdout })).toBe(0);
    expect(help).toContain(`Example:\n  signalbox ${path} `.trimEnd());
  },
);
