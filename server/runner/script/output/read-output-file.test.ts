import { spawnSync } from "node:child_process";
import { mkdirSync, mkdtempSync, symlinkSync, writeFileSync } from "node:fs";
import { rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, describe, expect, it } from "vitest";
import { readOutputFile as readWhere } from "./read-output-file.ts";

const directory = mkdtempSync(join(tmpdir(), "signalbox-output-"));
afterAll(() => rm(directory, { recursive: true, force: true, maxRetries: 10 }));
const readOutputFile = (file: string, capBytes: number) => readWhere(file, capBytes, () => true, null);
let count = 0;
function path(): string {
  count += 1;
  return join(directory, `output-${count}`);
}

describe("readOutputFile", () => {
  it("gives the text, or null where there is none", () => {
    const file = path();
    expect(readOutputFile(file, 100)).toEqual({ text: null, isTruncated: false, unfit: null, problem: null });
    writeFileSync(file, "a=ä\n");
    expect(readOutputFile(file, 100)).toEqual({
      text: "a=ä\n",
      isTruncated: false,
      unfit: null,
      problem: null,
    });
  });

  it("cuts at the cap, but never inside a character", () => {
    const file = path();
    writeFileSync(file, "aää");
    expect(readOutputFile(file, 5)).toMatchObject({ text: "aää", isTruncated: false });
    expect(readOutputFile(file, 4)).toMatchObject({ text: "aä", isTruncated: true });
    expect(readOutputFile(file, 3)).toMatchObject({ text: "aä", isTruncated: true });
  });

  it("gives no text of bytes that are not UTF-8, and says where they are", () => {
    const file = path();
    writeFileSync(file, Buffer.from([...Buffer.from("a=caf"), 0xe9, 10]));
    expect(readOutputFile(file, 100)).toMatchObject({
      text: null,
      unfit: "its byte 0xe9 at position 6 is not valid utf-8",
    });
  });

  it.each([
    ["a link", (file: string) => symlinkSync("/proc/self/environ", file)],
    ["a directory", (file: string) => mkdirSync(file)],
    ["a FIFO", (file: string) => spawnSync("mkfifo", [file])],
  ])("reads nothing from %s, and does not wait for it", (_what, make) => {
    const file = path();
    make(file);
    const read = readOutputFile(file, 100);
    expect(read).toMatchObject({ text: null, unfit: "it is no longer a plain file" });
    expect(read.problem).toMatch(/no longer a plain file/);
  });

  it("says why it cannot read", () => {
    const file = path();
    writeFileSync(file, "");
    const { problem, unfit } = readOutputFile(join(file, "deeper"), 100);
    expect(problem).toMatch(/because a file is in the way of a directory\.$/);
    expect(unfit).toBe("it cannot be read");
  });
});
