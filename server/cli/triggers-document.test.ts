import { execFile, spawnSync } from "node:child_process";
import { createHmac } from "node:crypto";
import { readFileSync, writeFileSync } from "node:fs";
import { createServer } from "node:http";
import type { AddressInfo } from "node:net";
import { join } from "node:path";
import { afterAll, expect, test } from "vitest";
import { FIRE_STATE_MEANINGS } from "#engine/schedules/fire.ts";
import { TRIGGER_KIND_NAMES } from "#engine/triggers/trigger-kinds.ts";
import { DELIVERY_STATE_MEANINGS } from "#engine/triggers/trigger-states.ts";
import { PROJECT_ROOT } from "#platform/project-root.ts";
import { secretBox } from "#platform/secrets/secret-box.ts";
import { RefusedCalls } from "#services/audit/refused-calls.ts";
import { COMMAND_LINE } from "#services/rights/actor.ts";
import { startApiServer } from "#testing/api/api-server.ts";
import { startTestSystem } from "#testing/test-system.ts";
import { nodeListener } from "#trpc/serve/node-listener.ts";
import { answerHook } from "#trpc/serve/routes/serve-hook.ts";
import { runCliForTest } from "./run-cli-for-test.ts";

const KEY = Buffer.alloc(32, 7);
const SECRET = "It's a long secret";
const { database, databaseUrl, makeDirectory } = await startTestSystem();
const server = await startApiServer(databaseUrl, { secretKey: KEY, actor: COMMAND_LINE });
afterAll(() => server.close());
const dir = await makeDirectory();
const hooks = await startHooks();
writeFileSync(join(dir, "hook-key.txt"), `${SECRET}\n`);

/** The address to which senders send, as the pages have it. */
async function startHooks(): Promise<string> {
  const box = secretBox(KEY);
  const parts = {
    ...{ database, secrets: async () => box, warnings: { failed: () => undefined } },
    refusedCalls: new RefusedCalls(database, () => undefined),
  };
  const source = { who: "caller", id: null, name: "", address: "", device: "" } as const;
  const listener = nodeListener((request) =>
    answerHook(parts, request, new URL(request.url).pathname.split("/").at(-1) ?? "", source),
  );
  const listening = createServer(listener).listen(0, "127.0.0.1");
  await new Promise((resolve) => listening.once("listening", resolve));
  afterAll(() => new Promise((resolve) => listening.close(resolve)));
  return `http://127.0.0.1:${(listening.address() as AddressInfo).port}`;
}

const text = readFileSync(join(PROJECT_ROOT, "docs", "triggers.md"), "utf8");
const blocks = [...text.matchAll(/^```(yaml|sh|json|text)\n(.*?)^```/gms)].map(
  ([, kind = "", body = ""]) => ({
    kind,
    body,
  }),
);

/** The words of a command as a shell reads them: only single quotes are understood. */
function wordsOf(line: string): string[] {
  return (line.match(/'[^']*'|\S+/g) ?? []).map((word) => word.replace(/^'|'$/g, ""));
}

test("each command of the examples in docs/triggers.md does what the document says", async () => {
  let printed = "";
  for (const { kind, body } of blocks) {
    if (kind === "yaml") writeFileSync(join(dir, fileOf(body)), body);
    else if (kind === "json") writeFileSync(join(dir, "event.json"), body);
    else if (kind === "text") {
      const wanted = withoutNumbers(body);
      const found = withoutNumbers(printed);
      expect(found.endsWith(wanted) ? wanted : found).toBe(wanted);
    } else printed = body.startsWith("npx") ? await outputOf(body) : `${await shell(body)}\n`;
  }
  expect(blocks.map(({ kind }) => kind)).toContain("text");
});

/** The numbers of pipelines depend on what ran before. */
function withoutNumbers(printed: string): string {
  return printed.replaceAll(/(pipeline"?[: ]+)\d+/g, "$1N");
}

function fileOf(body: string): string {
  const [, kind = "", name = ""] = /^(\w+): 1\nname: (\S+)/.exec(body) ?? [];
  return kind === "signalbox" ? `${name}.yaml` : `${kind}s.yaml`;
}

/** Programs that the document uses, and that a machine may be without. */
const hasPrograms = ["curl", "openssl"].every((name) => spawnSync(name, ["--help"]).error === undefined);

async function shell(script: string): Promise<string> {
  const given = script.replace("http://127.0.0.1:3000", hooks);
  return hasPrograms ? inShell(given) : withoutShell(given);
}

/** What the script says, read from its text. */
async function withoutShell(script: string): Promise<string> {
  const [, body = ""] = /^body='(.*)'$/m.exec(script) ?? [];
  const [, url = ""] = /(http:\S+)/.exec(script) ?? [];
  const named = [...script.matchAll(/-H '([^:]+): ([^']+)'/g)].map(([, name = "", value = ""]) => [
    name,
    value,
  ]);
  const signature = `sha256=${createHmac("sha256", SECRET).update(body).digest("hex")}`;
  const headers = { ...Object.fromEntries(named), "x-hub-signature-256": signature };
  return (await fetch(url, { method: "POST", body, headers })).text();
}

function inShell(given: string): Promise<string> {
  return new Promise((resolve, reject) =>
    execFile("sh", ["-c", given], { cwd: dir }, (error, stdout) => (error ? reject(error) : resolve(stdout))),
  );
}

async function outputOf(commands: string): Promise<string> {
  let printed = "";
  for (const line of commands.trim().split("\n")) {
    const [command = "", file = ""] = line.split(" < ");
    const [npx, name, ...words] = wordsOf(command);
    expect([npx, name]).toEqual(["npx", "signalbox"]);
    const given = words.map((word) => (/\.(?:yaml|json)$/.test(word) ? join(dir, word) : word));
    const stdin = file === "" ? "" : readFileSync(join(dir, file), "utf8");
    const run = runCliForTest(given, { SIGNALBOX_URL: server.url }, stdin);
    expect(await run.code, `${line}\n${run.out}${run.err}`).toBe(0);
    printed += run.out;
  }
  return printed;
}

test("docs/triggers.md has each state of a fire and of a delivery with its meaning, and each kind of trigger", () => {
  for (const [state, meaning] of Object.entries({ ...FIRE_STATE_MEANINGS, ...DELIVERY_STATE_MEANINGS }))
    expect(text).toContain(`| \`${state}\` | ${meaning} |`);
  for (const kind of TRIGGER_KIND_NAMES) expect(text).toContain(`| \`${kind}\` |`);
});
