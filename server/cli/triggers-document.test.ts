import { readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { expect, test } from "vitest";
import { FIRE_STATE_MEANINGS } from "#engine/schedules/fire.ts";
import { PROJECT_ROOT } from "#platform/project-root.ts";
import { startTestSystem } from "#testing/test-system.ts";
import { runCliForTest } from "./run-cli-for-test.ts";

const { startApi, makeDirectory } = await startTestSystem();
const server = await startApi(undefined, true);
const dir = await makeDirectory();

const text = readFileSync(join(PROJECT_ROOT, "docs", "triggers.md"), "utf8");
const blocks = [...text.matchAll(/^```(yaml|sh|text)\n(.*?)^```/gms)].map(([, kind = "", body = ""]) => ({
  kind,
  body,
}));

/** The words of a command as a shell reads them: only single quotes are understood. */
function wordsOf(line: string): string[] {
  return (line.match(/'[^']*'|\S+/g) ?? []).map((word) => word.replace(/^'|'$/g, ""));
}

test("each command of the example in docs/triggers.md does what the document says", async () => {
  let printed = "";
  for (const { kind, body } of blocks) {
    if (kind === "yaml")
      writeFileSync(join(dir, body.startsWith("schedule: 1") ? "schedules.yaml" : "report.yaml"), body);
    else if (kind === "text") expect(printed).toBe(body);
    else printed = await outputOf(body);
  }
  expect(blocks.map(({ kind }) => kind)).toContain("text");
});

async function outputOf(commands: string): Promise<string> {
  let printed = "";
  for (const line of commands.trim().split("\n")) {
    const [npx, name, ...words] = wordsOf(line);
    expect([npx, name]).toEqual(["npx", "signalbox"]);
    const given = words.map((word) => (word.endsWith(".yaml") ? join(dir, word) : word));
    const command = runCliForTest(given, { SIGNALBOX_URL: server.url });
    expect(await command.code, `${line}\n${command.out}${command.err}`).toBe(0);
    printed += command.out;
  }
  return printed;
}

test("docs/triggers.md has each state of a fire with its meaning", () => {
  for (const [state, meaning] of Object.entries(FIRE_STATE_MEANINGS))
    expect(text).toContain(`| \`${state}\` | ${meaning} |`);
});
