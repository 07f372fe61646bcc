import { mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import fc from "fast-check";
import { afterAll, beforeAll, expect, test } from "vitest";
import { namedValues, vertexValues } from "./named-values.ts";

let dir: string;
beforeAll(async () => {
  dir = await mkdtemp(join(tmpdir(), "values-"));
});
afterAll(() => rm(dir, { recursive: true }));

test("the first = separates name and value, for any value", async () => {
  const given = ["a=1", "b=x=y", "c=", "d= spaced ", 'e={"k":"v=w"}'];
  expect(Object.entries(await namedValues(given))).toEqual([
    ["a", "1"],
    ["b", "x=y"],
    ["c", ""],
    ["d", " spaced "],
    ["e", '{"k":"v=w"}'],
  ]);
});

test("every value that does not begin with @ is sent unchanged", async () => {
  const name = fc.stringMatching(/^[a-z]{1,8}$/);
  await fc.assert(
    fc.asyncProperty(
      name,
      fc.string().filter((value) => !value.startsWith("@")),
      async (key, value) => {
        expect(await namedValues([`${key}=${value}`])).toEqual({ [key]: value });
        expect(await namedValues([`${key}=@@${value}`])).toEqual({ [key]: `@${value}` });
        expect(await vertexValues([`my.step.${key}=${value}`])).toEqual({ "my.step": { [key]: value } });
      },
    ),
  );
});

test("@ reads a file in UTF-8, or in the charset of its byte order mark; other bytes are refused with their place", async () => {
  const file = join(dir, "bytes");
  await writeFile(file, "\uFEFFé\n");
  expect(await namedValues([`a=@${file}`])).toEqual({ a: "é" });
  await writeFile(file, Buffer.from("\uFEFFé\n", "utf16le"));
  expect(await namedValues([`a=@${file}`])).toEqual({ a: "é" });
  await writeFile(file, Buffer.from("café", "latin1"));
  await expect(namedValues([`a=@${file}`])).rejects.toThrow(/its byte 0xe9 at position 4 is not valid utf-8/);
});

test("@ reads the text of a file, without the last line end", async () => {
  const file = join(dir, "note");
  for (const [text, value] of [
    ["one\n", "one"],
    ["one\r\n", "one"],
    ["one\ntwo\n\n", "one\ntwo\n"],
    ["", ""],
  ] as const) {
    await writeFile(file, text);
    expect(await namedValues([`a=@${file}`])).toEqual({ a: value });
  }
});

test("a wrong option is refused with the right form", async () => {
  const missing = join(dir, "missing");
  const long = join(dir, "long");
  await writeFile(long, Buffer.alloc(2_000_000, 120));
  for (const [given, message] of [
    [["a"], "`-p a` gives no value"],
    [["=1"], "`-p =1` gives no value"],
    [["a=1", "a=2"], '"a" twice'],
    [[`a=@${missing}`], missing],
    [[`a=@${long}`], "2,000,000 bytes"],
  ] as const)
    await expect(namedValues(given), message).rejects.toMatchObject({
      exitCode: 2,
      message: expect.stringContaining(message),
    });
});

test("--input is separated at the last dot before the first =", async () => {
  const given = ["A.ip=10.0.0.7", "A.port=80", "v1.2 step.url=http://a.b/?c=d.e"];
  expect(await vertexValues(given)).toEqual({
    A: { ip: "10.0.0.7", port: "80" },
    "v1.2 step": { url: "http://a.b/?c=d.e" },
  });
});

test.each(["ip=1", ".ip=1", "A.=1", "A.ip", "=A.b"])(
  "--input %s names no input of a vertex",
  async (option) => {
    await expect(vertexValues([option])).rejects.toMatchObject({
      exitCode: 2,
      document: { todo: "Write --input VERTEX.NAME=VALUE." },
    });
  },
);

test.each(["__proto__"])("%s is refused before it is sent", async (name) => {
  await expect(namedValues([`${name}=1`])).rejects.toMatchObject({ exitCode: 2 });
  await expect(vertexValues([`A.${name}=1`])).rejects.toMatchObject({ exitCode: 2 });
  await expect(vertexValues([`${name}.ip=1`])).rejects.toMatchObject({ exitCode: 2 });
});

test("an input that is given twice is refused", async () => {
  await expect(vertexValues(["A.ip=1", "A.ip=2"])).rejects.toThrow('"A.ip" twice');
});
