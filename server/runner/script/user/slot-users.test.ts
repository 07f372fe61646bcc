import { existsSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, describe, expect, it, vi } from "vitest";
import { SETTINGS_FOR_TEST } from "../containment/levels-for-test.ts";
import { openTestExecutor } from "../execute-for-test.ts";
import { sleepersOf, uniqueSleep } from "../process/processes-for-test.ts";

const data = mkdtempSync(join(tmpdir(), "signalbox-user-"));
afterAll(() => rmSync(data, { recursive: true }));
writeFileSync(join(data, "secret.key"), "only-for-signalbox");
const { range } = SETTINGS_FOR_TEST.slotUsers;
const isRoot = process.getuid?.() === 0;

describe.runIf(isRoot).each([
  ["in pid namespaces", {}],
  ["by process groups", { isWithoutNamespaces: true as const }],
])("a script with a user of its own, %s", async (_how, how) => {
  const { run, start, executor } = await openTestExecutor("slot-user", { ...how, hidden: [data] });

  it("has a number of the range, no group, no capability and no way to any", async () => {
    const { stdout } = await run("id -u; id -G; grep -E '^(CapEff|CapBnd|NoNewPrivs)' /proc/self/status");
    const [uid = "", groups, ...rest] = stdout.trim().split("\n");
    expect(Number(uid)).toBeGreaterThanOrEqual(range.first);
    expect(Number(uid)).toBeLessThanOrEqual(range.last);
    expect(groups).toBe(uid);
    expect(rest).toEqual(["CapEff:\t0000000000000000", "CapBnd:\t0000000000000000", "NoNewPrivs:\t1"]);
  });

  it("has its outputs, its files and its log as any other", async () => {
    const ended = await run('echo out; echo err >&2; echo x >x; cat x; echo "a=b" >"$SIGNALBOX_OUTPUT"');
    expect(ended).toMatchObject({ exitCode: 0, stdout: "out\nx\n", stderr: "err\n", outputText: "a=b\n" });
    for (const interpreter of ["python3", "node", "sh"] as const)
      expect(await run("", { interpreter })).toMatchObject({ exitCode: 0, spawnError: null });
  });

  it("cannot read what is root's, or give it to the runner as its output", async () => {
    expect((await run(`cat ${data}/secret.key /proc/$PPID/environ`)).stdout).toBe("");
    const links = [`ln -s ${data}/secret.key`, "ln /etc/shadow", "ln -s /etc/shadow"];
    for (const link of links) expect((await run(`${link} "$SIGNALBOX_OUTPUT"`)).outputText).toBeNull();
  });

  it("cannot read, signal or look into another script, whose user is another", async () => {
    const mark = join(data, "..", `signalbox-mark-${process.pid}-${_how.length}`);
    const sleep = uniqueSleep();
    const other = start(`echo "$PWD $$ $(id -u)" >${mark}; echo mine >note; sleep ${sleep}`, {
      env: { password: "only-for-the-other" },
    });
    await vi.waitFor(() => expect(sleepersOf(sleep)).toHaveLength(1), { timeout: 10_000 });
    const [directory = "", , uid = ""] = readFileSync(mark, "utf8").trim().split(" ");
    rmSync(mark, { force: true });
    const [pid] = sleepersOf(sleep);
    const tries = `cat ${directory}/note; ls ${directory}; cat /proc/${pid}/environ; kill -9 ${pid}; id -u; grep -l only-for-the-other /proc/[0-9]*/environ`;
    const { stdout } = await run(tries);
    expect(stdout.trim()).toMatch(/^\d+$/);
    expect(stdout.trim()).not.toBe(uid);
    expect(sleepersOf(sleep)).toHaveLength(1);
    other.execution.kill("cancelled", "now");
    await other.ended;
    expect(sleepersOf(sleep)).toEqual([]);
  });

  it("cannot look into the shell of its slot, or trace it", async () => {
    const script = `
import ctypes, glob, os
uid = os.getuid()
for path in glob.glob("/proc/[0-9]*/status"):
    pid = int(path.split("/")[2])
    if pid == os.getpid(): continue
    try: text = open(path).read()
    except OSError: continue
    if f"Uid:\\t{uid}\\t" not in text: continue
    print("of mine", ctypes.CDLL(None).ptrace(16, pid, 0, 0))
    for name in ("mem", "environ", "maps", "fd/0"):
        try:
            opened = open(f"/proc/{pid}/{name}", "rb")
            # A process that is ending has no memory any more (no VmSize), and its files are open to all and empty.
            if "VmSize" in open(path).read(): print("opened", opened, text)
        except OSError: pass
`;
    expect((await run(script, { interpreter: "python3" })).stdout).toMatch(/^(of mine -1\n)+$/);
  });

  it("ends with all that it started: also daemons, which leave nothing running in the slot", async () => {
    const sleep = uniqueSleep();
    const started = `setsid -f sh -c 'trap "" TERM HUP; sleep ${sleep}'; until pgrep -f '^sleep ${sleep}' >/dev/null; do :; done; echo on`;
    const first = await run(`${started}; id -u`);
    const [on, uid] = first.stdout.trim().split("\n");
    expect(on).toBe("on");
    expect((await run("id -u")).stdout.trim()).toMatch(/^\d+$/);
    await vi.waitFor(() => expect(sleepersOf(sleep)).toEqual([]), { timeout: 5_000 });
    expect(Number(uid)).toBeGreaterThanOrEqual(range.first);
  });

  it("gets a slot with another user after one that was killed, and its files are gone", async () => {
    const sleep = uniqueSleep();
    const { execution, ended } = start(
      `trap '' TERM; pwd; echo x >x; setsid -f sleep ${sleep}; sleep ${sleep}`,
    );
    await vi.waitFor(() => expect(sleepersOf(sleep)).toHaveLength(2), { timeout: 10_000 });
    execution.kill("cancelled", "now");
    const { stdout } = await ended;
    expect(sleepersOf(sleep)).toEqual([]);
    await vi.waitFor(() => expect(existsSync(stdout.trim())).toBe(false));
    expect(await run("echo next")).toMatchObject({ exitCode: 0, stdout: "next\n" });
    expect(executor.containment.level).toBe("slot-user");
  });
});

describe.runIf(isRoot)("limits with a user for each slot", () => {
  it("count the processes of one script, also where the runner is root", async () => {
    const { start } = await openTestExecutor("slot-user", { limits: ["--nproc=20"] });
    const sleeping = (count: number) => `
import subprocess, sys
all = []
try:
    for _ in range(${count}): all.append(subprocess.Popen(["sleep", "1"]))
except OSError as problem: print(type(problem).__name__, len(all) < 20)
for each in all: each.wait()
`;
    const [one, other, greedy] = await Promise.all(
      [12, 12, 40].map((count) => start(sleeping(count), { interpreter: "python3" }).ended),
    );
    expect([one?.stdout, other?.stdout, greedy?.stdout]).toEqual(["", "", "BlockingIOError True\n"]);
  });

  it("say so where every user of the range is in use", async () => {
    const root = mkdtempSync(join(tmpdir(), "signalbox-slots-"));
    const few = { slotUsers: { range: { first: 61_112, last: 61_113 }, root } };
    const { start, run } = await openTestExecutor("slot-user", few);
    const both = [start("sleep 60"), start("sleep 60")];
    await Promise.all(both.map(({ execution }) => execution.started));
    expect((await run("true")).spawnError).toContain("all users from 61112 to 61113 are in use");
    for (const { execution } of both) execution.kill("cancelled", "now");
    await Promise.all(both.map(({ ended }) => ended));
    await vi.waitFor(async () => expect((await run("echo on")).stdout).toBe("on\n"), { timeout: 10_000 });
    rmSync(root, { recursive: true });
  });
});
