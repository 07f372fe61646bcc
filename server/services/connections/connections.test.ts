import { createServer } from "node:http";
import { type AddressInfo, createServer as createPort, type Socket } from "node:net";
import { afterAll, expect, test } from "vitest";
import { transact } from "#platform/database/db.ts";
import { secretBox } from "#platform/secrets/secret-box.ts";
import { listSecrets, saveSecret } from "#services/fleet/secret-store.ts";
import { ANN } from "#testing/api/ann-asks.ts";
import { startTestClickhouse } from "#testing/servers/clickhouse.ts";
import { startTestRedis } from "#testing/servers/redis.ts";
import { startTestSystem } from "#testing/test-system.ts";
import { createFolder } from "../rights/folders.ts";
import { allowedAddresses } from "./clients/allowed-addresses.ts";
import { connectRedis } from "./clients/redis-client.ts";
import { listConnections, saveConnection } from "./connections.ts";
import { resolveConnections } from "./resolve-connections.ts";
import { tryConnection } from "./try-connection.ts";

const { database } = await startTestSystem();
const { queries } = database;
const box = secretBox(Buffer.alloc(32, 7));
const HERE = ["127.0.0.0/8"];
const server = createServer((request, response) => {
  response.writeHead(request.headers.authorization === "Bearer right-token" ? 200 : 401).end();
});
await new Promise<void>((done) => server.listen(0, "127.0.0.1", () => done()));
const { port } = server.address() as AddressInfo;
afterAll(() => server.close());
for (const [name, value] of [
  ["right", "right-token"],
  ["wrong", "wrong-token"],
] as const)
  await saveSecret(queries, box, { name, value }, ANN);
await createFolder(database, { folder: "", name: "ops" }, ANN);
await saveSecret(queries, box, { name: "of-ops", value: "right-token", folder: "ops" }, ANN);

test("a connection with a password in its address, an unknown secret or no user name is refused with each reason", async () => {
  const save = (more: object) =>
    saveConnection(
      queries,
      { name: "db", kind: "mysql", address: "mysql://db/shop", username: "u", ...more },
      ANN,
    );
  await expect(save({ address: "mysql://u:hunter2@db/shop" })).rejects.toMatchObject({
    refusal: { problems: [{ path: "address" }] },
  });
  await expect(save({ username: undefined })).rejects.toMatchObject({
    refusal: { problems: [{ path: "username" }] },
  });
  await expect(save({ secret: "none", ca: "x" })).rejects.toMatchObject({
    refusal: { problems: [{ path: "ca" }, { path: "secret" }] },
  });
  await expect(save({ secret: "of-ops" })).rejects.toMatchObject({
    refusal: { problems: [{ path: "secret" }] },
  });
  expect(await listConnections(queries, ANN)).toEqual([]);
});

test("a connection is used by graphs of its folder and below only, with its password", async () => {
  await saveConnection(
    queries,
    { name: "api", kind: "http", address: "https://api.example.com", secret: "of-ops", folder: "ops" },
    ANN,
  );
  const resolved = (folder: string) => resolveConnections(queries, box, ["api"], folder);
  expect(await resolved("ops/below")).toMatchObject({
    connections: [{ name: "api", secret: { name: "of-ops", value: "right-token" } }],
    problem: null,
  });
  expect(await resolved("")).toEqual({
    connections: [],
    problem: "the connection api is in another folder than its graph",
  });
  expect((await resolveConnections(queries, box, ["none"], "")).problem).toMatch(
    /there is no connection none/,
  );
  expect(JSON.stringify(await listConnections(queries, ANN))).not.toContain("right-token");
});

test("a test of a connection says what is wrong: nothing listens, the password, the kind of server, a private address", async () => {
  const tried = async (
    kind: "redis" | "clickhouse" | "mysql" | "http",
    address: string,
    more: object = {},
  ) => {
    await saveConnection(queries, { name: "tried", kind, address, ...more }, ANN);
    return tryConnection(queries, box, "tried", HERE);
  };
  const here = `127.0.0.1:${port}`;
  expect(await tried("http", `http://${here}`, { secret: "right" })).toEqual({
    isGood: true,
    text: "It works: Status 200.",
  });
  expect((await tried("http", `http://${here}`, { secret: "wrong" })).text).toMatch(
    /refused the user name or the password/,
  );
  expect((await tried("http", "http://127.0.0.1:1")).text).toMatch(/nothing listens there/);
  expect((await tried("redis", "redis://127.0.0.1:1")).text).toMatch(/nothing listens there/);
  expect((await tried("redis", `redis://${here}`)).text).toMatch(
    /another protocol than redis|closed the connection/,
  );
  expect((await tried("clickhouse", `http://${here}`, { username: "u", secret: "right" })).isGood).toBe(
    false,
  );
  const nobody = { username: "nobody", secret: "wrong" };
  expect((await tried("mysql", "mysql://127.0.0.1:1/shop", nobody)).text).toMatch(/nothing listens there/);
  await saveConnection(queries, { name: "tried", kind: "http", address: `http://${here}` }, ANN);
  expect((await tryConnection(queries, box, "tried", [])).text).toMatch(/private address/);
});

const LIMIT = { timeout: 40_000 };

test(
  "a test of a server that takes the connection and says nothing is given up, of whatever kind it is",
  LIMIT,
  async () => {
    const taken: Socket[] = [];
    const silent = createPort((socket) => void taken.push(socket));
    await new Promise<void>((done) => silent.listen(0, "127.0.0.1", () => done()));
    const to = `127.0.0.1:${(silent.address() as AddressInfo).port}`;
    const addresses = {
      redis: `redis://${to}`,
      clickhouse: `http://${to}`,
      mysql: `mysql://${to}/shop`,
      http: `http://${to}`,
    };
    try {
      const told = Object.entries(addresses).map(async ([kind, address]) => {
        const login = kind === "clickhouse" || kind === "mysql" ? { username: "u", secret: "right" } : {};
        const settings = { name: `silent-${kind}`, kind: kind as keyof typeof addresses, address, ...login };
        await saveConnection(queries, settings, ANN);
        return (await tryConnection(queries, box, settings.name, HERE)).text;
      });
      const text = "It does not work: the server did not answer in time.";
      expect(await Promise.all(told)).toEqual([text, text, text, text]);
      expect(taken.length).toBeGreaterThanOrEqual(4);
    } finally {
      for (const socket of taken) socket.destroy();
      silent.close();
    }
  },
);

test("a ClickHouse is reached with its password and says its version; a wrong one and a missing database are told apart", async () => {
  const clickhouse = await startTestClickhouse("right-token");
  const address = `http://127.0.0.1:${clickhouse.port}`;
  const tried = async (more: object) => {
    const settings = {
      name: "warehouse",
      kind: "clickhouse",
      address,
      username: clickhouse.username,
    } as const;
    await saveConnection(queries, { ...settings, secret: "right", ...more }, ANN);
    return tryConnection(queries, box, "warehouse", HERE);
  };
  expect(await tried({})).toEqual({
    isGood: true,
    text: expect.stringMatching(/^It works: ClickHouse \d+\./),
  });
  expect((await tried({ secret: "wrong" })).text).toMatch(/refused the user name or the password/);
  expect((await tried({ username: "nobody" })).text).toMatch(/refused the user name or the password/);
  expect(await tried({ address: `${address}/nowhere` })).toMatchObject({
    isGood: false,
    text: expect.stringMatching(/no such database/),
  });
  await clickhouse.stop();
  expect((await tried({})).text).toMatch(/nothing listens there/);
});

test("a Redis is reached with its password; a wrong one is told, and a user who may not ask for the version may use it", async () => {
  const redis = await startTestRedis("right-token");
  const tried = async (more: object) => {
    const settings = { name: "cache", kind: "redis", address: `redis://127.0.0.1:${redis.port}` } as const;
    await saveConnection(queries, { ...settings, secret: "right", ...more }, ANN);
    return tryConnection(queries, box, "cache", HERE);
  };
  try {
    expect(await tried({})).toEqual({
      isGood: true,
      text: expect.stringMatching(/^It works: Redis \d+\./),
    });
    expect((await tried({ secret: "wrong" })).text).toMatch(/refused the user name or the password/);
    const { connections } = await resolveConnections(queries, box, ["cache"], "");
    const [known] = connections;
    if (known === undefined) throw new Error("the connection is not there");
    const client = await connectRedis(
      { ...known, secret: { name: "right", value: "right-token" } },
      allowedAddresses(HERE),
    );
    await client.call("ACL", "SETUSER", "reader", "on", ">right-token", "+@all", "-info");
    client.disconnect();
    expect(await tried({ username: "reader" })).toEqual({
      isGood: true,
      text: "It works: Redis of unknown version.",
    });
  } finally {
    await redis.stop();
  }
});

test("a connection or a secret that was added or changed since its dialog was opened is refused, and stays as it is", async () => {
  const save = (more: object) =>
    saveConnection(
      queries,
      { name: "lake", kind: "http", address: "https://lake.example.com", ...more },
      ANN,
    );
  const put = (more: object) =>
    saveSecret(queries, box, { name: "lake-token", value: "first-value", ...more }, ANN);
  const of = async (list: Promise<readonly { name: string; savedAt: Date }[]>, name: string) =>
    (await list).find((each) => each.name === name);
  await save({ folder: "ops", version: 0 });
  await put({ folder: "ops", version: 0 });
  const before = await of(listConnections(queries, ANN), "lake");
  const kept = await of(listSecrets(queries, ANN), "lake-token");
  expect([before, kept]).toMatchObject([{ folder: "ops" }, { folder: "ops" }]);
  const taken = { refusal: { code: "conflict", text: expect.stringMatching(/already, in ops\.$/) } };
  await expect(save({ address: "https://other.example.com", folder: "", version: 0 })).rejects.toMatchObject(
    taken,
  );
  await expect(put({ value: "second-value", folder: "", version: 0 })).rejects.toMatchObject(taken);
  const stale = {
    refusal: { code: "conflict", text: expect.stringMatching(/^ann changed the .* in between\.$/) },
  };
  await expect(save({ address: "https://other.example.com", version: 1 })).rejects.toMatchObject(stale);
  await expect(put({ value: "second-value", version: 1 })).rejects.toMatchObject(stale);
  const gone = { refusal: { code: "not-found" } };
  await expect(save({ name: "pond", version: 1 })).rejects.toMatchObject(gone);
  await expect(put({ name: "pond-token", version: 1 })).rejects.toMatchObject(gone);
  expect(await of(listConnections(queries, ANN), "lake")).toEqual(before);
  expect(await of(listSecrets(queries, ANN), "lake-token")).toEqual(kept);
  await save({ address: "https://other.example.com", version: before?.savedAt.getTime() });
  await put({ value: "second-value", version: kept?.savedAt.getTime() });
});

test("of two who add a secret or a connection of one name at the same moment, one is refused", async () => {
  const name = "both";
  const puts = [ANN, ANN].map((actor, at) =>
    transact(database, (tx) => saveSecret(tx, box, { name, value: `value-of-${at}`, version: 0 }, actor)),
  );
  const saves = [ANN, ANN].map((actor, at) =>
    transact(database, (tx) =>
      saveConnection(tx, { name, kind: "http", address: `https://${at}.example.com`, version: 0 }, actor),
    ),
  );
  for (const both of [puts, saves]) {
    const states = (await Promise.allSettled(both)).map(({ status }) => status);
    expect(states.sort()).toEqual(["fulfilled", "rejected"]);
  }
});
