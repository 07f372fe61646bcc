import { createServer, type IncomingMessage, type Server, type ServerResponse } from "node:http";
import { type AddressInfo, createServer as createTcpServer } from "node:net";
import { afterAll, beforeAll, beforeEach, expect, test } from "vitest";
import { jsonFrom } from "#engine/json/json.ts";
import { secretBox } from "#platform/secrets/secret-box.ts";
import { allowedAddresses } from "#services/connections/clients/allowed-addresses.ts";
import { saveSecret } from "#services/fleet/secret-store.ts";
import { readLog } from "#services/logs/read-log.ts";
import { cancelPipeline } from "#services/pipelines/cancel-pipeline.ts";
import { ANN } from "#testing/api/ann-asks.ts";
import { everyAttempt } from "#testing/every-attempt.ts";
import { startTestSystem } from "#testing/test-system.ts";

const KEY = Buffer.alloc(32, 7);

const system = await startTestSystem();
const { database } = system;
let server: Server;
let base: string;
let answer: (request: IncomingMessage, response: ServerResponse, body: string) => void;
let heard: { method: string; url: string; headers: IncomingMessage["headers"]; body: string }[];

beforeAll(async () => {
  server = createServer(async (request, response) => {
    let body = "";
    for await (const part of request) body += String(part);
    heard.push({ method: request.method ?? "", url: request.url ?? "", headers: request.headers, body });
    answer(request, response, body);
  });
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  base = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  await system.startRunner({
    SIGNALBOX_RUNNER: "r1",
    SIGNALBOX_HTTP_ALLOW: "127.0.0.1",
    SIGNALBOX_SECRET_KEY: KEY.toString("base64"),
  });
});

beforeEach(() => {
  heard = [];
  answer = (_, response) => response.end();
});

afterAll(async () => {
  await system.stopRunners();
  server.closeAllConnections();
  server.close();
});

const launch = (name: string, vertex: object, more: object = {}) =>
  system.launch(
    JSON.stringify({ signalbox: 1, name, vertices: { A: { kind: "http", ...vertex } }, ...more }),
  );

function json(response: ServerResponse, status: number, value: unknown): void {
  response.writeHead(status, { "content-type": "application/json" }).end(JSON.stringify(value));
}

test.each([
  [
    "HTTP/1.1 101 Switching Protocols\r\nupgrade: websocket\r\nconnection: upgrade\r\n\r\n",
    "another protocol",
  ],
  ["HTTP/1.1 101 Switching Protocols\r\n\r\n", "status 101"],
  ["HTTP/1.1 103 Early Hints\r\nlink: </a>\r\n\r\n", "timeout"],
  ["", "timeout"],
])("an answer that is none ends its track, and its slot is free again: %j", async (bytes, reason) => {
  const silent = createTcpServer((socket) => {
    socket.on("error", () => undefined);
    socket.once("data", () => void socket.write(bytes));
  });
  await new Promise<void>((resolve) => silent.listen(0, "127.0.0.1", resolve));
  const { port } = silent.address() as AddressInfo;
  const run = await launch("no-answer", { timeout: "1s", http: { url: `http://127.0.0.1:${port}/` } });
  const { tracks } = await run.until(({ pipeline }) => pipeline.state === "failed");
  expect(tracks[0]?.reason).toContain(reason);
  silent.close();
});

test("a request is sent as the graph says; its answer becomes typed outputs that the next vertex reads", async () => {
  answer = (_, response) => {
    response.statusMessage = "Signalbox: press Retry";
    json(response, 201, { job: { id: 42 } });
  };
  const run = await system.launch(
    JSON.stringify({
      signalbox: 1,
      name: "posted",
      vertices: {
        A: {
          kind: "http",
          inputs: { host: { type: "string", default: 'a "b"' } },
          http: {
            method: "POST",
            url: `${base}/jobs/{host}`,
            headers: { "X-Trace": "t-{host}" },
            body: '{"host": {host}}',
          },
          outputs: { id: { type: "integer", required: true, from: "body.job.id" } },
        },
        B: {
          inputs: { id: { type: "integer", from: "outputs.A.id" } },
          script: 'echo "id={id}" >> "$SIGNALBOX_OUTPUT"',
        },
      },
      edges: ["A -> B"],
    }),
  );
  const { tracks } = await run.until(({ pipeline }) => pipeline.state === "succeeded");
  expect(tracks.map(({ outputs }) => outputs)).toEqual([{ id: 42 }, { id: "42" }]);
  expect(heard).toMatchObject([
    {
      method: "POST",
      url: "/jobs/a%20%22b%22",
      body: '{"host": "a \\"b\\""}',
      headers: { "x-trace": 't-a "b"', "content-type": "application/json" },
    },
  ]);
  const log = await readLog(database.queries, { id: run.id, vertex: "A", after: 0, limit: 50 });
  expect(log.chunks.map(({ stream, text }) => `${stream}: ${text}`).join("")).toMatch(
    /^system: POST http.*\n(system: )?201 after \d+ ms, 17 bytes\nstdout: \{"job"/,
  );
});

test("an unexpected status fails, is retried as the graph says, and the last answer counts", async () => {
  answer = (_, response) => json(response, heard.length < 3 ? 503 : 200, { n: heard.length });
  const run = await launch("again", { http: { url: base }, retry: { max: 3 } });
  const { tracks } = await run.until(({ pipeline }) => pipeline.state === "succeeded");
  expect(tracks[0]).toMatchObject({ attempt: 3, outputs: { status: 200, body: jsonFrom({ n: 3 }) } });
  const attempts = await everyAttempt(database.queries, run.id, "A");
  expect(attempts.map(({ reason }) => reason)).toEqual(["status 503", "status 503", null]);
});

test("secrets reach the server and are shown nowhere; outputs of its answer that hold none are as they were sent", async () => {
  await saveSecret(database.queries, secretBox(KEY), { name: "api-key", value: "s3cret-token" }, ANN);
  answer = (request, response) =>
    json(response, 200, { echo: request.headers.authorization, "s3cret-token": 1, id: 7 });
  const vertex = {
    inputs: { token: { type: "secret", default: "api-key" } },
    http: { url: base, headers: { Authorization: "Bearer {token}" } },
  };
  const run = await launch("secret", {
    ...vertex,
    outputs: { id: { type: "integer", from: 'body["s3cret-token"] == 1 ? body.id : 0' } },
  });
  const { tracks } = await run.until(({ pipeline }) => pipeline.state === "succeeded");
  expect(tracks[0]?.outputs).toEqual({ id: 7 });
  expect(heard[0]?.headers.authorization).toBe("Bearer s3cret-token");
  const log = await readLog(database.queries, { id: run.id, vertex: "A", after: 0, limit: 50 });
  const attempts = await everyAttempt(database.queries, run.id, "A");
  expect(JSON.stringify([tracks, attempts, log])).not.toContain("s3cret-token");
  expect(attempts[0]?.script).toContain("authorization: Bearer {token}");
  const whole = await launch("secret-whole", vertex);
  const ended = await whole.until(({ pipeline }) => pipeline.state === "failed");
  expect(ended.tracks[0]?.reason).toContain("its output body holds the secret api-key");
  expect(JSON.stringify(await everyAttempt(database.queries, whole.id, "A"))).not.toContain("s3cret-token");
});

test("an answer is read in its charset or that of its byte order mark; else its track fails, and names the charset", async () => {
  const answers: Readonly<Record<string, readonly [string | undefined, Buffer]>> = {
    latin: ["text/plain; charset=ISO-8859-1", Buffer.from("caf\u00e9", "latin1")],
    gbk: [
      "application/json; charset=gbk",
      Buffer.from([0x7b, 0x22, 0x61, 0x22, 0x3a, 0x22, 0xd6, 0xd0, 0x22, 0x7d]),
    ],
    marked: ["application/json", Buffer.from('\uFEFF{"a":1}')],
    wide: ["application/json", Buffer.from('\uFEFF{"a":"\u00e9"}', "utf16le")],
    unknown: ["text/plain; charset=x-klingon", Buffer.from("nuqneH")],
    invalid: ["text/plain", Buffer.from([0x63, 0x61, 0x66, 0xe9])],
    nul: ["application/json", Buffer.from('{"a":["\\u0000"]}')],
    half: ["application/json", Buffer.from('{"a":"\\ud800"}')],
    image: ["image/png", Buffer.from([0x89, 0x50, 0x4e, 0x47])],
  };
  answer = (request, response) => {
    const [type, body] = answers[request.url?.slice(1) ?? ""] ?? [undefined, Buffer.alloc(0)];
    response.writeHead(200, type === undefined ? {} : { "content-type": type }).end(body);
  };
  const ended = async (name: string, more: object = {}) => {
    const run = await launch(`charset-${name}`, { http: { url: `${base}/${name}` }, ...more });
    const { tracks } = await run.until(({ pipeline }) => pipeline.state !== "running");
    return tracks[0];
  };
  const bodies = { latin: "café", gbk: { a: "中" }, marked: { a: 1 }, wide: { a: "é" } };
  for (const [name, body] of Object.entries(bodies))
    expect(await ended(name)).toMatchObject({
      state: "succeeded",
      outputs: { status: 200, body: jsonFrom(body) },
    });
  const reasons = {
    unknown: /the charset x-klingon is not known/,
    invalid: /its byte 0xe9 at position 4 is not valid utf-8, and no other charset is named/,
    nul: /cannot be kept, at body\.a\.0: .*NUL/,
    half: /cannot be kept, at body\.a: .*surrogate/,
  };
  for (const [name, reason] of Object.entries(reasons))
    expect(await ended(name)).toMatchObject({ state: "failed", reason: expect.stringMatching(reason) });
  expect(await ended("image")).toMatchObject({ state: "succeeded", outputs: { status: 200 } });
  const onlyStatus = { outputs: { ok: { type: "boolean", from: "status == 200" } } };
  expect(await ended("unknown", onlyStatus)).toMatchObject({ state: "succeeded", outputs: { ok: true } });
});

test("a missing or too long answer, a missing server and a private address each have their own reason", async () => {
  answer = (request, response) => {
    if (request.url === "/long") response.end("x".repeat(2 * 1024 * 1024));
    if (request.url === "/away") response.writeHead(302, { location: "http://10.1.2.3/" }).end();
  };
  const reasons: Readonly<Record<string, readonly [object, RegExp]>> = {
    slow: [{ http: { url: `${base}/slow` }, timeout: "1s" }, /^timeout after 1s$/],
    refused: [{ http: { url: "http://127.0.0.1:1" } }, /^the request failed: nothing listens there$/],
    long: [{ http: { url: `${base}/long` } }, /^the answer is longer than 1 MiB$/],
    away: [{ http: { url: `${base}/away` } }, /^status 302$/],
    mapped: [{ http: { url: "http://[::ffff:10.1.2.3]/" } }, /private address/],
    metadata: [{ http: { url: "http://169.254.169.254/" } }, /169\.254\.169\.254 is a private address/],
    decimal: [{ http: { url: "http://0xa010203/" } }, /10\.1\.2\.3 is a private address/],
    named: [{ http: { url: "http://localhost:1/" } }, /private address|nothing listens/],
  };
  await Promise.all(
    Object.entries(reasons).map(async ([name, [vertex, reason]]) => {
      const run = await launch(`bad-${name}`, vertex);
      const { tracks } = await run.until(({ pipeline }) => pipeline.state === "failed");
      expect(tracks[0]?.reason).toMatch(reason);
    }),
  );
});

test("a cancel with kill ends a request that hangs", async () => {
  answer = () => undefined;
  const run = await launch("hanging", { http: { url: base } });
  await run.until(({ tracks }) => tracks[0]?.state === "running");
  await cancelPipeline(database, { id: run.id, kill: true }, "ann");
  await run.until(({ pipeline }) => pipeline.state === "cancelled");
});

test("which addresses are private, and what an operator may allow", () => {
  const none = allowedAddresses([]);
  for (const address of [
    "10.0.0.1",
    "127.0.0.1",
    "169.254.169.254",
    "192.168.1.1",
    "100.64.0.1",
    "0.0.0.0",
    "::1",
    "::",
    "fd00::1",
    "fe80::1",
    "::ffff:127.0.0.1",
    "::ffff:7f00:1",
    "64:ff9b::7f00:1",
    "224.0.0.1",
    "fec0::1",
    "192.88.99.1",
    "::ffff:0:7f00:1",
    "2002:7f00:1::",
  ])
    expect([address, none.isAllowed(address)]).toEqual([address, false]);
  for (const address of ["8.8.8.8", "1.1.1.1", "2606:4700::1111", "::ffff:8.8.8.8"])
    expect([address, none.isAllowed(address)]).toEqual([address, true]);
  const some = allowedAddresses(["10.0.0.0/8", "::1", "build.internal"]);
  expect([some.isAllowed("10.9.9.9"), some.isAllowed("::1"), some.isAllowed("192.168.0.1")]).toEqual([
    true,
    true,
    false,
  ]);
  expect(some.isHostAllowed("Build.Internal")).toBe(true);
  expect(() => allowedAddresses(["10.0.0.5/"])).toThrow(/its length is from 0 to 32/);
  expect(() => allowedAddresses(["10.0.0.0/99"])).toThrow(/its length is from 0 to 32/);
  expect(() => allowedAddresses(["what is this"])).toThrow(/is no host/);
});

test("an answer that holds a secret is masked before its end is left out of the log", async () => {
  const secret = "correct horse battery staple";
  await saveSecret(database.queries, secretBox(KEY), { name: "long", value: secret }, ANN);
  const lines = Buffer.from(secret).toString("base64").replace(/.{10}/g, "$&\n");
  answer = (_, response) => void response.end(`${"- \n".repeat(21_840)}${lines}\n${"- \n".repeat(1_000)}`);
  const run = await launch("long-answer", {
    inputs: { token: { type: "secret", default: "long" } },
    http: { url: `${base}/`, headers: { "x-token": "{token}" } },
  });
  await run.until(({ pipeline }) => pipeline.state === "succeeded");
  const { chunks } = await readLog(database.queries, { id: run.id, vertex: "A", after: 0, limit: 50 });
  const text = chunks.map((chunk) => chunk.text).join("");
  expect(text).toContain("more bytes are not shown");
  for (const line of lines.split("\n")) if (line.length >= 8) expect(text).not.toContain(line);
});
