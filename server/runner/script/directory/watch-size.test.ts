import { linkSync, mkdirSync, mkdtempSync, rmSync, symlinkSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, describe, expect, it } from "vitest";
import { levelsHere } from "../containment/levels-for-test.ts";
import { openTestExecutor } from "../execute-for-test.ts";
import { sizeOfDirectory } from "./directory-size.ts";
import { overLimit } from "./watch-size.ts";

const MIB = 1024 ** 2;
const MOST = { bytes: 1_000 * MIB, files: 1_000 };

describe("the size of a directory", () => {
  const root = mkdtempSync(join(tmpdir(), "signalbox-size-"));
  afterAll(() => rmSync(root, { recursive: true, force: true }));

  it("counts what is on the disk, at any depth, and follows no link", async () => {
    const path = join(root, "work");
    mkdirSync(join(path, "a/b/c"), { recursive: true });
    writeFileSync(join(root, "outside"), Buffer.alloc(8 * MIB, 1));
    writeFileSync(join(path, "a/b/c/d"), Buffer.alloc(2 * MIB, 1));
    symlinkSync(join(root, "outside"), join(path, "link"));
    symlinkSync(path, join(path, "ring"));
    const { bytes, files } = await sizeOfDirectory(path, MOST);
    expect(files).toBe(6);
    expect(bytes).toBeGreaterThanOrEqual(2 * MIB);
    expect(bytes).toBeLessThan(3 * MIB);
    linkSync(join(path, "a/b/c/d"), join(path, "again"));
    expect((await sizeOfDirectory(path, { bytes: MIB, files: 1_000 })).bytes).toBeGreaterThan(MIB);
    expect((await sizeOfDirectory(path, { bytes: MOST.bytes, files: 3 })).files).toBe(4);
    expect(await sizeOfDirectory(join(root, "not there"), MOST)).toEqual({ bytes: 0, files: 0 });
  });
});

it("a limit is exceeded by more than it, and named in units that people use", () => {
  const most = { bytes: 20 * 1024 ** 3, files: 1_000_000 };
  expect(overLimit(most, most)).toBeNull();
  expect(overLimit({ ...most, bytes: most.bytes + 1 }, most)).toBe("its work directory has more than 20 GiB");
  expect(overLimit({ ...most, files: most.files + 1 }, most)).toBe(
    "its work directory has more than 1,000,000 files",
  );
});

describe.each(await levelsHere())("a script with a limit for its work directory, by %s", async (level) => {
  const { run } = await openTestExecutor(level, {}, MIB);

  it("is ended when it has more, also in its temporary files, and the result says why", async () => {
    const script = 'head -c 3M /dev/zero | tr "\\0" x > "$(mktemp)"; echo written; sleep 600';
    const ended = await run(script, { graceMs: 100 });
    expect(ended).toMatchObject({
      endedBy: "limit",
      overLimit: "its work directory has more than 1 MiB",
      stdout: "written\n",
    });
    expect(await run("echo small > file; ls")).toMatchObject({
      exitCode: 0,
      endedBy: null,
      stdout: "file\n",
    });
  });
});
