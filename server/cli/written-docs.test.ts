import { readFile } from "node:fs/promises";
import { join } from "node:path";
import type { Command } from "commander";
import { expect, test } from "vitest";
import { findingsOf } from "#engine/check/findings.ts";
import { readGraphText } from "#engine/graph-file/read-graph-text.ts";
import { PROJECT_ROOT } from "#platform/project-root.ts";
import { buildProgram } from "./build-program.ts";
import { CommandContext } from "./command/command-context.ts";
import { runCommandLine } from "./run-command-line.ts";

const graphFileDoc = await readFile(join(PROJECT_ROOT, "docs", "graph-file.md"), "utf8");
const commandLineDoc = await readFile(join(PROJECT_ROOT, "docs", "command-line.md"), "utf8");

const blocks = (text: string, language: string) =>
  [...text.matchAll(new RegExp(`^\`\`\`${language}\n(.*?)^\`\`\``, "gms"))].map(([, block = ""]) => block);

test("every graph in docs/graph-file.md can be sealed, and check does not even warn", () => {
  const graphs = [...blocks(graphFileDoc, "yaml"), ...blocks(graphFileDoc, "json")];
  expect(graphs.length).toBeGreaterThan(3);
  for (const text of graphs) {
    const read = readGraphText(text);
    expect(read.ok ? [] : read.problems, text).toEqual([]);
    if (read.ok) expect(findingsOf(read.file.content), text).toEqual([]);
  }
});

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
  onInterrupt: () => () => {},
};
const verbs = verbsOf(buildProgram(new CommandContext(terminal)), "");

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
