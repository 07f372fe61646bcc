import { once } from "node:events";
import { createServer, type ServerResponse } from "node:http";
import type { AddressInfo } from "node:net";
import { afterAll, beforeEach, expect, test } from "vitest";
import type { Cursor } from "./cursor.ts";
import { HttpSource } from "./http-source.ts";
import { HttpTarget } from "./http-target.ts";

/** The requests that wait for their answer; the server gives none by itself. */
const waiting: ServerResponse[] = [];
let onRequest: (count: number) => void = () => undefined;
const server = createServer((request, response) => {
  request.resume();
  waiting.push(response);
  onRequest(waiting.length);
});
server.listen(0, "127.0.0.1");
await once(server, "listening");
afterAll(() => server.close());
beforeEach(() => waiting.splice(0));

const address = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
const connection = { name: "api", kind: "http", address, username: null, ca: null, secret: null } as const;
const allowed = { isAllowed: () => true, isHostAllowed: () => true };
const requests = (wanted: number) =>
  new Promise<void>((resolve) => {
    onRequest = (count) => count === wanted && resolve();
  });
const closed = () => Promise.all(waiting.map((response) => response.closed || once(response, "close")));

test("a transfer that is ended sends none of the rows that are left, and ends the requests under way", async () => {
  const ended = new AbortController();
  const { signal } = ended;
  const target = new HttpTarget(connection, allowed, { path: "/sink", name: "g/v", columns: ["id"], signal });
  const rows = Array.from({ length: 100 }, (_, place) => {
    const row = { id: String(place), fields: [], place: String(place) };
    return { row, payload: target.payloadOf(row, [place]) };
  });
  const arrived = requests(8);
  const moved = rows.map(({ row, payload }) => ({ row, payload: "text" in payload ? payload.text : "" }));
  const refused = expect(target.write(moved)).rejects.toThrow("ended");
  await arrived;
  ended.abort();
  await refused;
  await closed();
  expect(waiting).toHaveLength(8);
});

test("a transfer that is ended waits for no rows of a source", async () => {
  const ended = new AbortController();
  const cursor = { read: async () => "", close: () => undefined } as unknown as Cursor;
  const source = new HttpSource(connection, allowed, { path: "/rows", cursor: "id" }, cursor, ended.signal);
  const arrived = requests(1);
  const refused = expect(source.read(10)).rejects.toThrow();
  await arrived;
  ended.abort();
  await refused;
  await closed();
  await expect(source.read(10)).rejects.toThrow("was ended");
  expect(waiting).toHaveLength(1);
});
