import { readFileSync } from "node:fs";
import { join } from "node:path";
import { expect, test } from "vitest";
import { PROJECT_ROOT } from "#platform/project-root.ts";
import { startTestSystem } from "#testing/test-system.ts";
import { runCliForTest } from "./run-cli-for-test.ts";

const { startApi, startRunner } = await startTestSystem();
const server = await startApi();
await startRunner({ SIGNALBOX_RUNNER: "r1", SIGNALBOX_SLOTS: "8" });

async function signalbox(words: string, stdin = "") {
  const command = runCliForTest(words.split(" "), { SIGNALBOX_URL: server.url }, stdin);
  return { code: await command.code, out: command.out, err: command.err };
}

async function done(words: string, stdin = "") {
  const said = await signalbox(words, stdin);
  expect(said.code, `${words}: ${said.err}${said.out}`).toBe(0);
  return said.out;
}

function definition(file: string) {
  return join(PROJECT_ROOT, "e2e", "graphs", "imports", file);
}

test("a pipeline_tree whose scripts can run does run, with the process inside of it, once what blocks is decided", async () => {
  const tree = readFileSync(definition("bamboo-pipeline-tree.json"), "utf8")
    .replace(/systemctl (\w+) game|mysqldump game > game.sql/g, "echo ok")
    .replace("apt-get install game=", "echo version ")
    .replace('"value": "10"', '"value": "0.05"')
    .replace('"value": "staging"', '"value": "prod"');
  const said = await done("graph import - --name game", tree);
  expect(said).toMatch(/Made game-start-slowly .*: 1 hint\.\nMade game .*: 2 errors/);
  await done("graph seal game-start-slowly");
  expect((await signalbox("graph seal game")).code).toBe(3);
  const draft = await done("graph export game");
  const decided = draft.replace(/ {4}todo: .*\n/g, "");
  expect(decided).not.toBe(draft);
  await done("graph apply -f -", decided);
  await done("graph seal game");
  const { id } = JSON.parse(await done("launch game@1 --json"));
  const watching = signalbox(`pipeline watch ${id}`);
  const open = async () => JSON.parse(await done("prompt list --json"));
  await expect.poll(open, { timeout: 20_000 }).toHaveLength(1);
  const [prompt] = await open();
  expect(prompt).toMatchObject({ vertex: "ask somebody" });
  await done(`prompt answer ${prompt.id} --approve`);
  expect((await watching).code).toBe(0);
  expect(await done(`pipeline show ${id}`)).toMatch(/start slowly +succeeded/i);
});

test("an import replaces no graph, says what a text is, and changes nothing then", async () => {
  await done(`graph import ${definition("graph-tables.json")}`);
  expect(await signalbox(`graph import ${definition("graph-tables.json")}`)).toMatchObject({
    code: 3,
    err: expect.stringContaining("There is a graph test1 already, and an import replaces none."),
  });
  const again = JSON.parse(
    await done(`graph import ${definition("graph-tables.json")} --name test1b --json`),
  );
  expect(again).toMatchObject({
    format: "graph-tables",
    graphs: [{ name: "test1b", notes: [{ vertex: "A" }, { vertex: "D", blocks: true }] }],
  });
  expect(
    await signalbox("graph import -", "signalbox: 1\nname: a\nvertices: { a: { script: x } }\n"),
  ).toMatchObject({
    code: 2,
    err: expect.stringContaining("Use `graph apply -f FILE`."),
  });
  expect(await signalbox("graph import -", '{"nodes": []}')).toMatchObject({
    code: 2,
    err: expect.stringContaining("none of the definitions that can be imported"),
  });
});
