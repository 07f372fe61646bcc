import { mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { Readable } from "node:stream";
import { afterAll, beforeAll, expect, test } from "vitest";
import { MAX_GRAPH_TEXT } from "#engine/graph-file/yaml/read-yaml-text.ts";
import { MAX_GRAPH_FILE_BYTES, readGraphFile } from "./read-graph-file.ts";

let dir: string;
beforeAll(async () => {
  dir = await mkdtemp(join(tmpdir(), "graph-file-"));
});
afterAll(() => rm(dir, { recursive: true }));

const nothing = () => Readable.from([]);

test("the limit is the same as the server's", () => {
  expect(MAX_GRAPH_FILE_BYTES).toBe(MAX_GRAPH_TEXT);
});

test("a file or stdin is read byte for byte", async () => {
  const text = "\uFEFFsignalbox: 1\r\nname: größer\n";
  const file = join(dir, "a.yaml");
  await writeFile(file, text);
  expect(await readGraphFile(file, nothing())).toBe(text);
  const bytes = Buffer.from(text);
  // A letter of two bytes is divided between two chunks.
  const inBytes = Readable.from([...bytes].map((byte) => Buffer.of(byte)));
  expect(await readGraphFile("-", inBytes)).toBe(text);
});

test("a text that is too long is refused before all of it is read", async () => {
  const file = join(dir, "long.yaml");
  await writeFile(file, Buffer.alloc(MAX_GRAPH_FILE_BYTES, 35));
  expect(await readGraphFile(file, nothing())).toHaveLength(MAX_GRAPH_FILE_BYTES);
  await writeFile(file, Buffer.alloc(50_000_000, 35));
  await expect(readGraphFile(file, nothing())).rejects.toMatchObject({
    exitCode: 2,
    message: expect.stringContaining("2,000,000 bytes"),
    document: { code: "too-large", kept: "Nothing was sent." },
  });
  let given = 0;
  const endless = Readable.from(
    (function* () {
      for (;;) {
        given += 1;
        yield Buffer.alloc(100_000, 35);
      }
    })(),
    { highWaterMark: 1 },
  );
  await expect(readGraphFile("-", endless)).rejects.toMatchObject({ document: { code: "too-large" } });
  expect(given).toBeLessThan(30);
});

test("a binary file or a directory is refused", async () => {
  const file = join(dir, "utf16.yaml");
  await writeFile(file, Buffer.from("\uFEFFsignalbox: 1\n", "utf16le"));
  await expect(readGraphFile(file, nothing())).rejects.toThrow("is not UTF-8 text");
  await expect(readGraphFile(join(dir, "missing"), nothing())).rejects.toThrow("there is none");
  await expect(readGraphFile(dir, nothing())).rejects.toThrow("it is a directory");
});
