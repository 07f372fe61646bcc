import { mkdtempSync, readdirSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, describe, expect, it, vi } from "vitest";
import { levelsHere } from "./containment/levels-for-test.ts";
import { openTestExecutor } from "./execute-for-test.ts";
import { childrenOf } from "./process/process-family.ts";

describe.each(await levelsHere())("a prepared script, by %s", async (level) => {
  const marks = mkdtempSync(join(tmpdir(), "signalbox-marks-"));
  const { run, prepare, workRoot } = await openTestExecutor(level, { writable: [marks] });
  afterAll(() => rmSync(marks, { recursive: true }));

  /** All bashes that wait at a gate under this test's directory. */
  function waiting(): number[] {
    return descendantsOf(process.pid).filter((pid) => {
      const [environ, command] = ["environ", "cmdline"].map((file) => readIfThere(`/proc/${pid}/${file}`));
      return (
        environ?.includes(`HOME=${workRoot}`) && command?.includes("bash") && environ.includes("BASH_ENV")
      );
    });
  }

  it.each(["bash", "python3"] as const)(
    "for %s is not executed before its claim is committed",
    async (interpreter) => {
      const script =
        interpreter === "bash"
          ? `touch ${marks}/bash`
          : `open("${marks}/python3", "w").close(); print("ran")`;
      const prepared = prepare(script, { interpreter });
      if (interpreter === "bash") await vi.waitFor(() => expect(waiting().length).toBeGreaterThan(0));
      // Whatever is executed now would come before the next script has ended.
      expect(await run("true")).toMatchObject({ exitCode: 0 });
      expect(readdirSync(marks)).not.toContain(interpreter);
      expect(textsIn(workRoot)).not.toContain(marks);
      expect(await prepared.go().ended).toMatchObject({ exitCode: 0 });
      expect(readdirSync(marks)).toContain(interpreter);
    },
  );

  it("can be prepared many times at once, and any of them may be discarded", async () => {
    const prepared = Array.from({ length: 12 }, (_, n) => prepare(`echo ${n}`));
    const ended = prepared.flatMap((each, n) => (n % 3 === 0 ? [] : [each.go().ended]));
    for (const [n, each] of prepared.entries()) if (n % 3 === 0) each.discard();
    expect(
      (await Promise.all(ended)).map(({ exitCode, signal, spawnError, stdout }) => [
        exitCode ?? signal ?? spawnError,
        stdout,
      ]),
    ).toEqual([1, 2, 4, 5, 7, 8, 10, 11].map((n) => [0, `${n}\n`]));
    expect(await run("echo next")).toMatchObject({ exitCode: 0, stdout: "next\n" });
  });

  it("says only when it is to be executed that it cannot be", async () => {
    const prepared = prepare("echo ran", { env: { big: "x".repeat(131_072) } });
    expect((await prepared.go().ended).spawnError).toMatch(/^The value of big is too long/);
    prepare("echo ran", { env: { a: "b\0c" } }).discard();
    expect(await run("echo next")).toMatchObject({ exitCode: 0 });
  });
});

describe.each(await levelsHere())("a prepared script that is discarded, by %s", async (level) => {
  const { run, prepare } = await openTestExecutor(level);
  const marks = mkdtempSync(join(tmpdir(), "signalbox-marks-"));
  afterAll(() => rmSync(marks, { recursive: true }));

  it.each(["bash", "sh"] as const)(
    "for %s is never executed, and its slot is used again",
    async (interpreter) => {
      const which = "readlink /proc/self/ns/pid; cut -d' ' -f22 /proc/$PPID/stat; echo ${secret-none}";
      const first = await run(which, { interpreter });
      const prepared = prepare(`touch ${marks}/${interpreter}`, {
        interpreter,
        env: { secret: "of-the-discarded" },
      });
      prepared.discard();
      expect((await run(which, { interpreter })).stdout).toBe(first.stdout);
      expect(readdirSync(marks)).not.toContain(`${interpreter}`);
    },
  );
});

function descendantsOf(pid: number): number[] {
  return childrenOf(pid).flatMap((child) => [child, ...descendantsOf(child)]);
}

/** All texts of files below a directory. */
function textsIn(directory: string): string {
  return readdirSync(directory, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile())
    .map((entry) => readIfThere(join(entry.parentPath, entry.name)))
    .join("\n");
}

function readIfThere(path: string): string {
  try {
    return readFileSync(path, "utf8");
  } catch (error) {
    if ((error as NodeJS.ErrnoException).syscall === undefined) throw error;
    return "";
  }
}
