import {
  existsSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  statSync,
  writeFileSync,
} from "node:fs";
import { rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, describe, expect, it } from "vitest";
import { isSystemProblem, systemProblemMeaning } from "#platform/system-problem.ts";
import { makeRunnerDirectory } from "./runner-directory.ts";
import { makeWorkDirectory, removeWorkDirectory, WorkDirectoryProblem } from "./work-directory.ts";

const root = mkdtempSync(join(tmpdir(), "signalbox-work-"));
afterAll(() => rm(root, { recursive: true, force: true, maxRetries: 10 }));

describe("a work directory", () => {
  it("is readable by its user only, and contains the script unchanged", () => {
    const work = makeWorkDirectory(root, "12-1", "bash", "echo\r\n\0é");
    expect(statSync(work.path).mode & 0o777).toBe(0o700);
    expect(statSync(work.hidden).mode & 0o777).toBe(0o700);
    expect(readFileSync(join(work.path, work.script), "utf8")).toBe("echo\r\n\0é");
    expect(existsSync(work.outputFile)).toBe(false);
  });

  it.each([
    ["as it was made", () => {}],
    ["with an output", (path: string) => writeFileSync(join(path, ".signalbox/output"), "a=b")],
    ["with files of the script", (path: string) => mkdirSync(join(path, "a/b/c"), { recursive: true })],
    ["without its script", (path: string) => rm(join(path, ".signalbox"), { recursive: true })],
  ])("is removed %s", async (_how, change) => {
    const work = makeWorkDirectory(root, "gone", "bash", "true");
    await change(work.path);
    expect(await removeWorkDirectory(work)).toBeNull();
    expect(existsSync(work.path)).toBe(false);
  });

  it("is never shared: a name can be used once, and must be plain", () => {
    makeWorkDirectory(root, "once", "bash", "true");
    expect(() => makeWorkDirectory(root, "once", "bash", "true")).toThrow(WorkDirectoryProblem);
    for (const name of ["..", "a/b", "", ".hidden", "-rf"]) {
      expect(() => makeWorkDirectory(root, name, "bash", "true")).toThrow(RangeError);
    }
  });

  it("says why it cannot be made", () => {
    const file = join(root, "a-file");
    writeFileSync(file, "");
    expect(() => makeWorkDirectory(file, "1", "bash", "true")).toThrow(
      `The script could not be written under ${file}, because a file is in the way of a directory.`,
    );
  });
});

describe("a runner's directory", () => {
  it("removes what ended runners left, and nothing else", async () => {
    const shared = join(root, "shared");
    const alive = await makeRunnerDirectory(shared);
    writeFileSync(join(alive.path, "kept"), "");
    // Process numbers are below 2^22, and this process did not start together with the machine.
    for (const name of ["run-4999999-5-1", `run-${process.pid}-1-1`, "somebody-elses"]) {
      mkdirSync(join(shared, name, "attempt"), { recursive: true });
    }
    const next = await makeRunnerDirectory(shared);
    expect(next.problems).toEqual([]);
    expect(readdirSync(shared).sort()).toEqual(
      [alive.path, next.path, "somebody-elses"].map((path) => path.split("/").at(-1)).sort(),
    );
    expect(readdirSync(alive.path)).toEqual(["kept"]);
  });

  it("says why it cannot be made", async () => {
    const file = join(root, "in-the-way");
    writeFileSync(file, "");
    await expect(makeRunnerDirectory(join(file, "work"))).rejects.toThrow(
      /^The work directory .* cannot be used, because a file is in the way of a directory\.$/,
    );
  });
});

describe("the meaning of a system problem", () => {
  it("is a phrase for a known code, and names an unknown one", () => {
    const meaning = (code: string) => systemProblemMeaning(Object.assign(new Error("x"), { code }));
    expect(meaning("ENOSPC")).toBe("no space is left on the disk");
    expect(meaning("EAGAIN")).toMatch(/^this machine allows no more processes/);
    expect(meaning("EXDEV")).toBe("the operating system says EXDEV");
  });

  it("does not exist for a mistake in a program", () => {
    expect(isSystemProblem(new TypeError("x"))).toBe(false);
    expect(isSystemProblem(Object.assign(new Error("x"), { code: "ENOENT", syscall: "open" }))).toBe(true);
  });
});
