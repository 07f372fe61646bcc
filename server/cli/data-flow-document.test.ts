import { writeFileSync } from "node:fs";
import { join } from "node:path";
import { afterAll, expect, test } from "vitest";
import { COMMAND_LINE } from "#services/rights/actor.ts";
import { startApiServer } from "#testing/api/api-server.ts";
import { startHookServer } from "#testing/api/hook-server.ts";
import { startTestClickhouse } from "#testing/servers/clickhouse.ts";
import { startTestSystem } from "#testing/test-system.ts";
import { readDocument, runVerbs, sendEvent, withoutNumbers, writeYaml } from "./document-for-test.ts";

const KEY = Buffer.alloc(32, 7);
const PASSWORD = "s3cret-of-the-warehouse";
const HOOK_SECRET = "It's a long secret";
const HEAD = "## A worked example: from a webhook to ClickHouse";

const system = await startTestSystem();
const server = await startApiServer(system.databaseUrl, { secretKey: KEY, actor: COMMAND_LINE });
const hooks = await startHookServer(system.database, KEY);
const clickhouse = await startTestClickhouse(PASSWORD);
afterAll(async () => {
  await system.stopRunners();
  await Promise.all([hooks.close(), server.close(), clickhouse.stop()]);
});
await system.startRunner({ SIGNALBOX_HTTP_ALLOW: "127.0.0.1", SIGNALBOX_SECRET_KEY: KEY.toString("base64") });
const dir = await system.makeDirectory();
writeFileSync(join(dir, "hook-key.txt"), `${HOOK_SECRET}\n`);
writeFileSync(join(dir, "warehouse-password.txt"), `${PASSWORD}\n`);

async function ask(query: string): Promise<string> {
  const address = `http://127.0.0.1:${clickhouse.port}/?user=${clickhouse.username}&password=${PASSWORD}`;
  const answer = await fetch(address, { method: "POST", body: query });
  expect(answer.ok, await answer.clone().text()).toBe(true);
  return answer.text();
}

const { text, blocksIn } = readDocument("data-flow.md");

/** The servers of this test in place of those that the document names. */
function here(script: string): string {
  return script
    .replaceAll("http://127.0.0.1:3000", hooks.url)
    .replaceAll("http://127.0.0.1:8123", `http://127.0.0.1:${clickhouse.port}`);
}

test("the worked example of docs/data-flow.md: an event of a webhook is a row of ClickHouse, once, however often it is sent", async () => {
  const [, example = ""] = text.split(HEAD);
  let printed = "";
  for (const { kind, body } of blocksIn(example)) {
    if (kind === "yaml") writeYaml(dir, here(body));
    else if (kind === "sql") {
      if (body.startsWith("SELECT")) await expect.poll(() => ask(body), { timeout: 30_000 }).not.toBe("");
      printed = await ask(body);
    } else if (kind === "text") expect(withoutNumbers(printed)).toBe(withoutNumbers(body));
    else if (body.startsWith("npx")) printed = await runVerbs(dir, server.url, body);
    else printed = `${await sendEvent(dir, here(body), HOOK_SECRET)}\n`;
  }
  expect(printed).toContain("succeeded");
});
