import { Redis } from "ioredis";
import { afterAll, expect, test } from "vitest";
import { COMMAND_LINE } from "#services/rights/actor.ts";
import { startApiServer } from "#testing/api/api-server.ts";
import { startTestRedis } from "#testing/servers/redis.ts";
import { startTestSystem } from "#testing/test-system.ts";
import { runCliForTest } from "./run-cli-for-test.ts";

const PASSWORD = "open-sesame-7";
const redisServer = await startTestRedis(PASSWORD);
const { databaseUrl } = await startTestSystem();
const api = await startApiServer(databaseUrl, { actor: COMMAND_LINE, httpAllow: ["127.0.0.1"] });
const redis = new Redis({ port: redisServer.port, password: PASSWORD });
afterAll(async () => {
  await api.close();
  await redisServer.stop();
});

async function run(words: string, stdin = "") {
  const command = runCliForTest(words.split(" "), { SIGNALBOX_URL: api.url }, stdin);
  return { code: await command.code, out: command.out, err: command.err };
}

test("dead letters are listed, shown, put back and removed; what was meant is said where it is not clear", async () => {
  await run("secret set redis-password", PASSWORD);
  await run(
    `connection set queue --kind redis --address redis://127.0.0.1:${redisServer.port} --secret redis-password`,
  );
  await run("stream set orders --connection queue --max-length 2");
  const ids: string[] = [];
  for (const n of ["1", "2", "3", "4"]) {
    const facts = ["@id", "7-7", "@reason", `no such graph ${n}`, "@deliveries", "5", "@trigger", "on-order"];
    ids.push(String(await redis.xadd("orders:dead", "*", "n", n, "odd", "a\u202Eb", ...facts)));
  }
  const listed = await run("stream dead orders --limit 2");
  expect(listed.out).toMatch(/no such graph 4 .*trigger on-order .*n=4/);
  expect(listed.out).not.toContain("\u202E");
  expect(listed.err).toContain(`--before ${ids[2]}`);
  expect((await run(`stream dead orders --id ${ids[0]}`)).out).toMatch(/id of its record +7-7/);
  for (const wrong of ["--all", "--put-back", `--put-back ${ids[0]} --all`, `--put-back ${ids[0]} --remove`])
    expect([wrong, (await run(`stream dead orders ${wrong}`)).code]).toEqual([wrong, 2]);
  expect((await run(`stream dead orders --put-back ${ids[0]}`)).out).toBe("1 put back.\n");
  expect((await run("stream records orders")).out).toMatch(/n=1 odd=/);
  const rest = await run("stream dead orders --put-back --all --json");
  expect(JSON.parse(rest.out)).toMatchObject({ done: 1, isFull: true });
  expect([rest.code, rest.err]).toEqual([3, expect.stringContaining("as long as it may be")]);
  expect((await run("stream dead orders --remove --all --search GRAPH --json")).out).toContain('"done": 2');
  expect((await run("stream dead orders")).out).toBe("It has no such dead letters.\n");
  redis.disconnect();
  await redisServer.kill();
  expect((await run("stream dead orders")).out).toContain("unknown: ");
  expect((await run("stream dead orders --put-back --all")).code).toBe(4);
});

test("the servers of transfers are asked with --connections: what cannot be used is a warning", async () => {
  await run("connection set nowhere --kind redis --address redis://127.0.0.1:1");
  const transfer =
    "{ from: { redis-stream: { connection: nowhere, stream: a } }, to: { redis-stream: { connection: nowhere, stream: b } }, columns: { id: '@id' }, dead: c }";
  const graph = `signalbox: 1\nname: sync\nvertices: { move: { kind: transfer, transfer: ${transfer} } }\n`;
  expect((await run("graph apply -f -", graph)).code).toBe(0);
  expect((await run("graph check sync")).out).toBe("sync: no findings.\n");
  const checked = await run("graph check sync --connections");
  expect(checked).toMatchObject({
    code: 0,
    out: expect.stringMatching(
      /^warning connection-unusable: The connection nowhere: .* It is used by move\./,
    ),
  });
  const document = JSON.parse((await run("graph check sync --connections --json")).out);
  expect(document).toMatchObject({ ok: true, isBusy: false, askedAt: expect.any(String) });
  expect((await run("graph check -f - --connections", graph)).code).toBe(2);
});
