import { createServer } from "node:http";
import { buffer } from "node:stream/consumers";
import { expect, onTestFinished, test } from "vitest";
import { startTestSystem } from "#testing/test-system.ts";
import { runCliForTest } from "../../run-cli-for-test.ts";

const { startApi } = await startTestSystem();
const server = await startApi();

/** A server that does not say yet which revision a draft is sealed as. */
async function startServerOfBefore(): Promise<string> {
  const before = createServer(async (request, response) => {
    const isGet = request.method === "GET";
    const headers = Object.entries(request.headers).filter(
      ([name]) => !["host", "connection", "content-length", "transfer-encoding"].includes(name),
    );
    const answer = await fetch(`${server.url}${request.url}`, {
      method: request.method ?? "GET",
      headers: headers.map(([name, value]): [string, string] => [name, String(value)]),
      body: isGet ? null : new Uint8Array(await buffer(request)),
    });
    const said: unknown = JSON.parse(await answer.text(), (key, value) =>
      key === "sealedAs" ? undefined : value,
    );
    const given = [...answer.headers].filter(
      ([name]) => !/^(content-(length|encoding)|transfer-encoding|connection|keep-alive)$/.test(name),
    );
    response.writeHead(answer.status, Object.fromEntries(given)).end(JSON.stringify(said));
  });
  await new Promise<void>((resolve) => before.listen(0, "127.0.0.1", resolve));
  onTestFinished(() => {
    before.closeAllConnections();
    before.close();
  });
  const address = before.address();
  return `http://127.0.0.1:${typeof address === "object" ? address?.port : ""}`;
}

test("a draft of which the server does not say whether it is sealed is not replaced without --keep", async () => {
  const url = await startServerOfBefore();
  const typed = async (words: string, stdin = "") => {
    const command = runCliForTest(words.split(" "), { SIGNALBOX_URL: url }, stdin);
    return { code: await command.code, out: command.out, err: command.err };
  };
  const graph = (script: string) => `signalbox: 1\nname: kept\nvertices:\n  A: { script: '${script}' }\n`;
  expect(await typed("graph apply -f -", graph("echo 1"))).toMatchObject({ code: 0 });
  expect(await typed("graph seal kept")).toMatchObject({ code: 0 });
  expect(await typed("graph apply -f -", graph("echo unsealed"))).toMatchObject({ code: 0 });
  expect(await typed("graph draft kept@1")).toMatchObject({
    code: 2,
    err: expect.stringContaining("--keep"),
  });
  expect((await typed("graph export kept")).out).toContain("echo unsealed");
});
