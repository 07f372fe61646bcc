import { once } from "node:events";
import { mkdir, mkdtemp, rm, writeFile } from "node:fs/promises";
import { createServer, request } from "node:http";
import type { AddressInfo } from "node:net";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { buffer } from "node:stream/consumers";
import { gunzipSync } from "node:zlib";
import { afterAll, expect, test } from "vitest";
import { answerBuiltFiles } from "./answer-built-files.ts";

const dir = await mkdtemp(join(tmpdir(), "built-"));
const SCRIPT = `const a = ${"1 + ".repeat(1_000)} 1;`;
await mkdir(join(dir, "static", "chunks"), { recursive: true });
await writeFile(join(dir, "secret.js"), "secret");
await writeFile(join(dir, "static", "notes.txt"), "notes");
await writeFile(join(dir, "static", "chunks", "a-[1].js"), SCRIPT);
await writeFile(join(dir, "static", "chunks", "gone.js"), SCRIPT);
await writeFile(join(dir, "static", "f.woff2"), "font");
const server = createServer(
  await answerBuiltFiles(join(dir, "static"), (_, response) => response.writeHead(404).end("by next")),
).listen(0, "127.0.0.1");
await once(server, "listening");
await rm(join(dir, "static", "chunks", "gone.js"));
afterAll(async () => {
  server.close();
  await rm(dir, { recursive: true });
});

/** As the path stands: a client of the web would simplify it first. */
async function ask(path: string, headers: Record<string, string> = {}, method = "GET") {
  const { port } = server.address() as AddressInfo;
  const sent = request({ host: "127.0.0.1", port, path, headers, method, agent: false }).end();
  const [answer] = await once(sent, "response");
  return { status: answer.statusCode, headers: answer.headers, body: await buffer(answer) };
}

test("a file is answered compressed to whoever accepts that, and may be kept for ever", async () => {
  const kept = { "cache-control": "public, max-age=31536000, immutable", vary: "Accept-Encoding" };
  for (const path of ["/_next/static/chunks/a-%5B1%5D.js", "/_next/static/chunks/a-[1].js?dpl=1"]) {
    for (const accepts of ["gzip", "br, GZIP;q=0.5"]) {
      const { status, headers, body } = await ask(path, { "accept-encoding": accepts });
      expect(status).toBe(200);
      expect(headers).toMatchObject({ ...kept, "content-encoding": "gzip", "x-frame-options": "DENY" });
      expect(body.length).toBeLessThan(SCRIPT.length / 10);
      expect(gunzipSync(body).toString()).toBe(SCRIPT);
    }
    for (const accepts of ["br", "gzip;q=0", ""]) {
      const { headers, body } = await ask(path, { "accept-encoding": accepts, range: "bytes=9-2" });
      expect(headers).toMatchObject({ ...kept, "content-length": String(SCRIPT.length) });
      expect(headers["content-encoding"]).toBeUndefined();
      expect(headers["content-type"]).toBe("application/javascript; charset=UTF-8");
      expect(body.toString()).toBe(SCRIPT);
    }
  }
  const font = await ask("/_next/static/f.woff2", { "accept-encoding": "gzip" });
  expect([font.body.toString(), font.headers["content-type"]]).toEqual(["font", "font/woff2"]);
  const head = await ask("/_next/static/f.woff2", {}, "HEAD");
  expect([head.body.length, head.headers["content-length"]]).toEqual([0, "4"]);
});

test.each([
  ["/_next/static/../secret.js"],
  ["/_next/static/..%2fsecret.js"],
  ["/_next/static/%E0%A4%A"],
  ["/_next/static/chunks"],
  ["/_next/static/notes.txt"],
  ["/_next/static/chunks/unknown.js"],
  ["/_next/static/chunks/gone.js"],
  ["/graphs"],
])("everything else is left to Next: %s", async (path) => {
  for (const _ of ["first", "again"])
    expect(await ask(path)).toMatchObject({ status: 404, body: Buffer.from("by next") });
});

test("where nothing was built, all is left to Next, which says what to do", async () => {
  const asked: (string | undefined)[] = [];
  const answer = await answerBuiltFiles(join(dir, "not-built"), ({ url }) => void asked.push(url));
  answer({ url: "/_next/static/f.woff2", method: "GET" } as never, {} as never);
  expect(asked).toEqual(["/_next/static/f.woff2"]);
});

test("a file is only read: another method is left to Next", async () => {
  expect(await ask("/_next/static/f.woff2", {}, "POST")).toMatchObject({ status: 404 });
});
