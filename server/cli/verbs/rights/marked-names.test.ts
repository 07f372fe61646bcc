import { once } from "node:events";
import { createServer } from "node:http";
import type { AddressInfo } from "node:net";
import { expect, test } from "vitest";
import { runCliForTest } from "../../run-cli-for-test.ts";

/** What a command prints, and what it asked, of a web that gives these answers. */
async function said(words: string, answers: Readonly<Record<string, unknown>>) {
  const asked: string[] = [];
  const server = createServer((request, response) => {
    const name = /\/api\/trpc\/([\w.]+)/.exec(request.url ?? "")?.[1] ?? "";
    asked.push(name);
    response.setHeader("content-type", "application/json");
    response.end(JSON.stringify({ result: { data: answers[name] } }));
  }).listen(0, "127.0.0.1");
  await once(server, "listening");
  const { port } = server.address() as AddressInfo;
  const command = runCliForTest(words.split(" "), { SIGNALBOX_URL: `http://127.0.0.1:${port}` });
  await command.code;
  server.close();
  server.closeAllConnections();
  return { out: command.out, err: command.err, asked };
}

test("group list of a web of an earlier version, which tells no people of one name apart, prints their names", async () => {
  const group = { id: 1, name: "night", isEveryone: false, members: [{ id: 2, name: "Ann" }], grants: [] };
  const { out } = await said("group list", { "groups.list": [group] });
  expect(out).toMatch(/^night +Ann +-$/m);
});

test("grant list reads all people only for its table", async () => {
  const answers = { "grants.list": [], "grants.candidates": { people: [], groups: [] } };
  expect((await said("grant list --json", answers)).asked).toEqual(["grants.list"]);
  expect((await said("grant list", answers)).asked).toEqual(["grants.list", "grants.candidates"]);
});
