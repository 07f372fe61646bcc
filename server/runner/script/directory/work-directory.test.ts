import {
  appendFileSync,
  chmodSync,
  existsSync,
  linkSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  renameSync,
  rmSync,
  statSync,
  symlinkSync,
  writeFileSync,
} from "node:fs";
import { rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, describe, expect, it, vi } from "vitest";
import { isSystemProblem, systemProblemMeaning } from "#platform/system-problem.ts";
import { makeRunnerDirectory } from "./runner-directory.ts";
import {
  emptyScript,
  isUnchanged,
  makeWorkDirectory,
  removeWorkDirectory,
  writeScript,
} from "./work-directory.ts";

const root = mkdtempSync(join(tmpdir(), "signalbox-work-"));
afterAll(() => rm(root, { recursive: true, force: true, maxRetries: 10 }));

describe("a work directory", () => {
  it("is readable by its user only, and contains the script unchanged", () => {
    const work = makeWorkDirectory(join(root, "plain"), "bash");
    expect(statSync(work.path).mode & 0o777).toBe(0o700);
    expect(statSync(work.hidden).mode & 0o777).toBe(0o700);
    writeScript(work, "echo\r\n\0é");
    expect(readFileSync(join(work.path, work.script), "utf8")).toBe("echo\r\n\0é");
    expect(existsSync(work.outputFile)).toBe(false);
  });

  it("has nothing of one script when the next one begins, whichever of them is longer", () => {
    const work = makeWorkDirectory(join(root, "again"), "bash");
    const inFile = () => readFileSync(join(work.path, work.script), "utf8");
    for (const script of ["echo one\n", "echo é", "", "true\n", `# ${"x".repeat(5_000)}\n`, "exit 3"]) {
      const started = writeScript(work, script);
      expect(inFile()).toBe(script);
      expect(started.size).toBe(BigInt(Buffer.byteLength(script)));
      expect(emptyScript(work, started)).toBe(true);
      expect(inFile().trim()).toBe("");
    }
  });

  it.each([
    ["as it was made", () => {}],
    ["with an output", (path: string) => writeFileSync(join(path, ".signalbox/output"), "a=b")],
    ["with files of the script", (path: string) => mkdirSync(join(path, "a/b/c"), { recursive: true })],
    ["without its script", (path: string) => rm(join(path, ".signalbox"), { recursive: true })],
  ])("is removed %s", async (_how, change) => {
    const work = makeWorkDirectory(join(root, "gone"), "bash");
    await change(work.path);
    expect(await removeWorkDirectory(work)).toBeNull();
    expect(existsSync(work.path)).toBe(false);
  });

  it("says why it cannot be made", () => {
    const file = join(root, "a-file");
    writeFileSync(file, "");
    expect(() => makeWorkDirectory(join(file, "1"), "bash")).toThrow(
      `The script could not be written to ${file}/1, because a file is in the way of a directory.`,
    );
  });

  /** A directory whose file system's clock has gone on since it was made, with a script in it. */
  async function begun(name: string) {
    const work = makeWorkDirectory(join(root, name), "bash");
    const started = await vi.waitFor(() => {
      const written = writeScript(work, "true\n");
      expect(written.ctimeNs).toBeGreaterThan(work.made.hidden.ctimeNs);
      return written;
    });
    return { work, started };
  }

  it("counts as unchanged when its script was only read", async () => {
    const { work, started } = await begun("read");
    for (let n = 0; n < 3; n += 1) {
      readFileSync(join(work.path, work.script));
      readdirSync(work.path);
      readdirSync(work.hidden);
      expect(isUnchanged(work, started, "")).toBe(true);
    }
  });

  it.each<[string, (path: string) => unknown]>([
    ["a file", (path) => writeFileSync(join(path, "a"), "")],
    ["a hidden file", (path) => writeFileSync(join(path, ".a"), "")],
    ["a file that was removed", (path) => rmSync(mkdtempSync(join(path, "a")), { recursive: true })],
    ["an output", (path) => writeFileSync(join(path, ".signalbox/output"), "")],
    ["another mode", (path) => chmodSync(path, 0o755)],
    ["another mode and the old one again", (path) => [0, 0o700].map((mode) => chmodSync(path, mode))],
    ["another mode of the hidden directory", (path) => chmodSync(join(path, ".signalbox"), 0o755)],
    ["another mode of the script", (path) => chmodSync(join(path, ".signalbox/script"), 0o700)],
    ["a longer script", (path) => appendFileSync(join(path, ".signalbox/script"), "x")],
    ["a second name of the script", (path) => linkSync(join(path, ".signalbox/script"), `${path}-linked`)],
    ["a new script", (path) => renameSync(join(path, ".signalbox/script"), `${path}-moved`)],
    [
      "a link in the place of a directory",
      (path) => {
        renameSync(path, `${path}-real`);
        symlinkSync(`${path}-real`, path);
      },
    ],
  ])("does not count as unchanged after %s", async (what, change) => {
    const { work, started } = await begun(`changed by ${what}`);
    change(work.path);
    expect(isUnchanged(work, started, "")).toBe(false);
  });

  it("does not count as unchanged if the clock may have stood still since it was made", () => {
    const work = makeWorkDirectory(join(root, "young"), "bash");
    expect(isUnchanged(work, { ...work.made.hidden }, "")).toBe(false);
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
