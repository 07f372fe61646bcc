import { writeFileSync } from "node:fs";
import { join } from "node:path";
import { afterAll, expect, test } from "vitest";
import { FIRE_STATE_MEANINGS } from "#engine/schedules/fire.ts";
import { TRIGGER_KIND_NAMES } from "#engine/triggers/trigger-kinds.ts";
import { DELIVERY_STATE_MEANINGS } from "#engine/triggers/trigger-states.ts";
import { COMMAND_LINE } from "#services/rights/actor.ts";
import { startApiServer } from "#testing/api/api-server.ts";
import { startHookServer } from "#testing/api/hook-server.ts";
import { startTestSystem } from "#testing/test-system.ts";
import { readDocument, runVerbs, sendEvent, withoutNumbers, writeYaml } from "./document-for-test.ts";

const KEY = Buffer.alloc(32, 7);
const SECRET = "It's a long secret";
const { database, databaseUrl, makeDirectory } = await startTestSystem();
const server = await startApiServer(databaseUrl, { secretKey: KEY, actor: COMMAND_LINE });
afterAll(() => server.close());
const hooks = await startHookServer(database, KEY);
afterAll(() => hooks.close());
const dir = await makeDirectory();
writeFileSync(join(dir, "hook-key.txt"), `${SECRET}\n`);

const { text, blocksIn } = readDocument("triggers.md");

test("each command of the examples in docs/triggers.md does what the document says", async () => {
  const blocks = blocksIn(text).filter(({ kind }) => ["yaml", "sh", "json", "text"].includes(kind));
  let printed = "";
  for (const { kind, body } of blocks) {
    if (kind === "yaml") writeYaml(dir, body);
    else if (kind === "json") writeFileSync(join(dir, "event.json"), body);
    else if (kind === "text") {
      const wanted = withoutNumbers(body);
      const found = withoutNumbers(printed);
      expect(found.endsWith(wanted) ? wanted : found).toBe(wanted);
    } else if (body.startsWith("npx")) printed = await runVerbs(dir, server.url, body);
    else printed = `${await sendEvent(dir, body.replace("http://127.0.0.1:3000", hooks.url), SECRET)}\n`;
  }
  expect(blocks.map(({ kind }) => kind)).toContain("text");
});

test("docs/triggers.md has each state of a fire and of a delivery with its meaning, and each kind of trigger", () => {
  for (const [state, meaning] of Object.entries({ ...FIRE_STATE_MEANINGS, ...DELIVERY_STATE_MEANINGS }))
    expect(text).toContain(`| \`${state}\` | ${meaning} |`);
  for (const kind of TRIGGER_KIND_NAMES) expect(text).toContain(`| \`${kind}\` |`);
});
