import { randomUUID } from "node:crypto";
import { existsSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { describe, expect, it, vi } from "vitest";
import { levelsHere } from "../containment/levels-for-test.ts";
import { openTestExecutor } from "../execute-for-test.ts";
import { sleepersOf, uniqueSleep } from "../process/processes-for-test.ts";

const levels = await levelsHere();

describe.each(levels)("the end of a script, by %s", async (level) => {
  const { run, start } = await openTestExecutor(level);

  /** Starts a script, and waits until it sleeps. */
  async function asleep(script: string, sleep: string, request: Parameters<typeof run>[1] = {}) {
    const running = start(script, request);
    await vi.waitFor(() => expect(sleepersOf(sleep)).not.toEqual([]), { timeout: 5_000 });
    return running;
  }

  it("comes with its timeout", async () => {
    const sleep = uniqueSleep();
    const begun = performance.now();
    const ended = await run(`sleep ${sleep}; echo not reached`, { timeoutMs: 150 });
    expect(ended).toMatchObject({
      endedBy: "timeout",
      signal: "SIGTERM",
      isForced: false,
      stdout: "",
      system: "",
    });
    expect(performance.now() - begun).toBeLessThan(5_000);
    expect(sleepersOf(sleep)).toEqual([]);
  });

  it("comes with a kill, whose first reason counts", async () => {
    const sleep = uniqueSleep();
    const { execution, ended } = await asleep(`sleep ${sleep}`, sleep);
    execution.kill("cancelled");
    execution.kill("shutdown");
    expect(await ended).toMatchObject({ endedBy: "cancelled", signal: "SIGTERM", isForced: false });
  });

  it("can be handled by the script: it may catch TERM and exit with a code", async () => {
    const sleep = uniqueSleep();
    const script = `trap 'echo bye; exit 7' TERM\nsleep ${sleep} & wait`;
    const { execution, ended } = await asleep(script, sleep);
    execution.kill("cancelled");
    expect(await ended).toMatchObject({
      endedBy: "cancelled",
      exitCode: 7,
      signal: null,
      stdout: "bye\n",
      isForced: false,
    });
  });

  it("is forced when a script ignores TERM", async () => {
    const sleep = uniqueSleep();
    const script = `trap '' TERM; (trap '' TERM; sleep ${sleep}) & sleep ${sleep}`;
    const { execution, ended } = await asleep(script, sleep, { graceMs: 100 });
    execution.kill("cancelled");
    expect(await ended).toMatchObject({ endedBy: "cancelled", signal: "SIGKILL", isForced: true });
    expect(sleepersOf(sleep)).toEqual([]);
  });

  it("reaches a script at the moment when it is started", async () => {
    for (let n = 0; n < 10; n++) {
      const { execution, ended } = start(`sleep ${uniqueSleep()}`);
      execution.kill("cancelled");
      expect(await ended).toMatchObject({ endedBy: "cancelled", isForced: false });
      const next = start(`sleep ${uniqueSleep()}`);
      await next.execution.started;
      next.execution.kill("cancelled");
      expect(await next.ended).toMatchObject({ endedBy: "cancelled", isForced: false, exitCode: null });
    }
  });

  it("changes nothing once the script has ended", async () => {
    const { execution, ended } = start("exit 5");
    const result = await ended;
    execution.kill("cancelled");
    expect(result).toMatchObject({ exitCode: 5, endedBy: null });
    expect(await run("echo next")).toMatchObject({ exitCode: 0, stdout: "next\n" });
  });

  it("does not wait for processes that hold the pipes open, but ends them", async () => {
    const sleep = uniqueSleep();
    const begun = performance.now();
    const ended = await run(`sleep ${sleep} & echo bye`);
    expect(ended).toMatchObject({ exitCode: 0, stdout: "bye\n", endedBy: null, isForced: false });
    expect(ended.system).toBe("[signalbox: the script left something running, which is told to end]\n");
    expect(performance.now() - begun).toBeLessThan(5_000);
    expect(sleepersOf(sleep)).toEqual([]);
  });

  it("kills remaining processes that ignore TERM", async () => {
    const sleep = uniqueSleep();
    const ended = await run(`(trap '' TERM; sleep ${sleep}; sleep ${sleep}) & sleep 0.1; exit 2`);
    expect(ended).toMatchObject({ exitCode: 2, isForced: true });
    expect(sleepersOf(sleep)).toEqual([]);
  });

  it("lets the last process of a shell pipeline finish", async () => {
    const ended = await run("exec > >(sed 's/^/> /; s/$/ !/'); for i in {1..2000}; do echo $i; done");
    expect(ended.stdout.trim().split("\n")).toHaveLength(2000);
    expect(ended).toMatchObject({ exitCode: 0, system: "" });
  });

  it("never begins or goes on when it is killed just as it is started", async () => {
    const late = join(tmpdir(), `signalbox-late-${randomUUID()}`);
    for (let n = 0; n < 60; n += 1) {
      // With an option that a waiting bash cannot set, it is forked only now.
      const { execution, ended } = start(`sleep 0.2; echo ${n} >>${late}`, {
        options: n % 2 === 0 ? ["--norc"] : [],
      });
      await execution.started;
      // The runner is busy while the shell says what it has started.
      Atomics.wait(new Int32Array(new SharedArrayBuffer(4)), 0, 0, n % 5);
      execution.kill("cancelled", "now");
      await ended;
    }
    await run("sleep 1");
    expect(existsSync(late)).toBe(false);
  });

  it.each(["kill -9 $PPID; sleep 60", "kill -9 0", "kill -TERM 0", "kill -9 $PPID; kill -9 $$"])(
    "concerns only this script, also when it kills its parent: %s",
    async (script) => {
      // Process 1 of a namespace cannot be killed from inside. There the script goes on until its timeout.
      const ended = await run(script, { timeoutMs: 1_000 });
      expect(ended.exitCode).toBeNull();
      expect(["SIGKILL", "SIGTERM"]).toContain(ended.signal);
      expect(await run("echo next")).toMatchObject({ exitCode: 0, stdout: "next\n" });
    },
  );

  it("for lack of memory is a failure of that script only", async () => {
    const ended = await run("ulimit -v 200000; python3 -c 'x = bytearray(10**10)'; echo $?");
    expect(ended.stdout).toBe("1\n");
    expect(ended.stderr).toContain("MemoryError");
  });
});

const namespaces = levels.filter((level) => level !== "process-group");
describe.each(namespaces)("a pid namespace, by %s", async (level) => {
  const { run } = await openTestExecutor(level);

  it("ends daemons with their script", async () => {
    const sleep = uniqueSleep();
    const ended = await run(
      `setsid -f sleep ${sleep}; setsid -f bash -c 'trap "" TERM HUP; sleep ${sleep}; sleep ${sleep}'; exit 4`,
    );
    expect(ended).toMatchObject({ exitCode: 4, isForced: true });
    expect(sleepersOf(sleep)).toEqual([]);
  });

  it("hides the runner, and every other script", async () => {
    const ended = await run("cat /proc/[0-9]*/comm | sort | uniq -c; ls -d /proc/[0-9]* | wc -l");
    expect(ended.stdout).not.toContain("node");
    expect(Number(ended.stdout.trim().split("\n").at(-1))).toBeLessThan(6);
  });

  it("contains a script that kills every process", async () => {
    // Outside a namespace this line would end every process of the machine, so the test checks first where it runs.
    const script =
      'read -r who </proc/1/comm; case "$who" in dash|sh|bash) ;; *) exit 99;; esac; [ $$ -lt 5000 ] || exit 98; kill -9 -1; echo $?';
    const ended = await run(script);
    expect([98, 99]).not.toContain(ended.exitCode);
    expect(await run("echo next")).toMatchObject({ exitCode: 0, stdout: "next\n" });
  });

  it("is used again after a script that left nothing, and not after a script that was killed", async () => {
    // The number of a namespace may be used again, but the start time of its first process is unique.
    const which = "readlink /proc/self/ns/pid; cut -d' ' -f22 /proc/1/stat";
    const first = await run(which);
    expect((await run(which)).stdout).toBe(first.stdout);
    await run("trap '' TERM; sleep 60", { timeoutMs: 50, graceMs: 50 });
    expect((await run(which)).stdout).not.toBe(first.stdout);
  });
});
