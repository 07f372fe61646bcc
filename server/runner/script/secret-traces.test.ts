import { randomBytes } from "node:crypto";
import { describe, expect, it } from "vitest";
import { allLevelsHere } from "./containment/levels-for-test.ts";
import { openTestExecutor } from "./execute-for-test.ts";
import type { ScriptRequest } from "./script-execution.ts";
import { scriptProgram } from "./slot/slot-command.ts";

const SECRET = `kept-${randomBytes(9).toString("hex")}`;
/** What looks for the secret must not have it in its own text. */
const BACKWARDS = [...SECRET].reverse().join("");

/** Looks for the secret wherever a script can look, and prints where it is. */
const LOOK = `
import ctypes, glob, os, subprocess, time
secret = "${BACKWARDS}"[::-1].encode()
libc = ctypes.CDLL(None, use_errno=True)
def report(place, data):
    if secret in data: print("found in", place)
def read(path):
    try:
        with open(path, "rb") as file: return file.read(1 << 22)
    except OSError: return b""
others = [int(name) for name in os.listdir("/proc") if name.isdigit() and int(name) != os.getpid()]
for pid in others:
    for name in ("environ", "cmdline", "comm", "stack", "syscall", "auxv"): report(f"{pid} {name}", read(f"/proc/{pid}/{name}"))
    attached = libc.ptrace(16, pid, 0, 0) == 0
    if attached: os.waitpid(pid, 0x40000000)
    try:
        memory = open(f"/proc/{pid}/mem", "rb", 0)
        for line in open(f"/proc/{pid}/maps"):
            start, end = (int(each, 16) for each in line.split()[0].split("-"))
            try:
                memory.seek(start)
                report(f"{pid} memory", memory.read(min(end - start, 1 << 24)))
            except (OSError, ValueError, OverflowError): pass
    except OSError: pass
    if attached: libc.ptrace(17, pid, 0, 0)
    for link in glob.glob(f"/proc/{pid}/fd/*"):
        try:
            descriptor = os.open(link, os.O_RDONLY | os.O_NONBLOCK)
            report(f"{pid} descriptor", os.read(descriptor, 1 << 20))
            os.close(descriptor)
        except OSError: pass
for root in ("/dev/shm", "/dev/mqueue", "/tmp", "/var/tmp", os.environ["HOME"], os.environ["TMPDIR"]):
    for path in glob.glob(root + "/*") + glob.glob(root + "/.*") + glob.glob(root + "/*/*"):
        if os.path.isfile(path) and os.lstat(path).st_mtime > time.time() - 60: report(path, read(path))
for name in ("shm", "msg", "sem"): report(name, read(f"/proc/sysvipc/{name}"))
report("names of sockets", read("/proc/net/unix"))
report("variables", subprocess.run(["bash", "-c", "set; declare -f; export -p; history"], capture_output=True).stdout)
report("core", read("core"))
print("looked at", len(others) > 0)
`;

/** Both ways in which a script is given its values, and forms that leave something in memory or in files. */
const GIVEN: readonly [string, string, Partial<ScriptRequest>][] = [
  ["a bash that has waited", 'f() { :; }; export -f f; x="$password$password"; cat <<<"$x" | wc -c', {}],
  ["a bash that did not wait", 'x="$password"; echo "${#x}"', { options: ["--norc"] }],
  ["python3", "import os; x = os.environ['password'] * 9; print(len(x))", { interpreter: "python3" }],
  ["sh, with a here-document", "cat <<END | wc -c\n$password\nEND", { interpreter: "sh" }],
  [
    "bash, with a here-document that does not fit into a pipe",
    'long=$(printf "$password%.0s" {1..9000}); cat <<END | wc -c\n$long\nEND\nls -A "$TMPDIR"',
    {},
  ],
  ["a script that ends by a signal", 'x="$password"; ulimit -c unlimited; kill -SEGV $$', {}],
];

const levels = await allLevelsHere();

describe.each(levels.filter((level) => level !== "process-group"))("a secret, by %s", async (level) => {
  const { run, start } = await openTestExecutor(level);

  it.each(GIVEN)("that was given to %s is nowhere for the scripts after it", async (_to, script, request) => {
    // What comes behind a long text is not overwritten at once.
    const env = { filler: "x".repeat(3_000), password: SECRET };
    const given = await run(script, { ...request, secrets: [SECRET], env });
    expect(given.spawnError).toBeNull();
    const { stdout, stderr } = await run(LOOK, { interpreter: "python3" });
    expect(stderr).toBe("");
    expect(stdout).toBe("looked at True\n");
  });

  it("is only in the memory of its own script while that runs", async () => {
    const given = start("read -r -t 20 <>/proc/self/fd/1", { secrets: [SECRET], env: { password: SECRET } });
    await given.execution.started;
    const { stdout } = await run(LOOK, { interpreter: "python3" });
    given.execution.kill("cancelled", "now");
    await given.ended;
    expect(stdout).toBe("looked at True\n");
  });

  it("is given in a slot that no other script has had or will have", async () => {
    const pids: (number | null)[] = [];
    for (let n = 0; n < 4; n += 1) {
      const { execution, ended } = start("true", {
        secrets: n % 2 === 1 ? [SECRET] : [],
        env: { password: SECRET },
      });
      await execution.started;
      pids.push(execution.pid);
      await ended;
    }
    const [first, second, third, fourth] = pids;
    expect(third).toBe(first);
    expect(new Set([first, second, fourth]).size).toBe(3);
  });
});

it.each(["MAIL_PASSWORD", "HISTORY_KEY", "LC_ALL", "BASHFUL_TOKEN", "password"])(
  "a secret is in no argument list, also if shells know names that begin like %s",
  (name) => {
    const launch = { directory: "/", program: ["/usr/bin/python3", "script"], env: { [name]: SECRET } };
    for (const bashVersion of [0, 3, 5]) {
      const text = String(scriptProgram(bashVersion, launch, { output: "split", outputs: null }));
      const [before = "", started = ""] = text.split("exec ");
      expect(before).toMatch(/export \w+='[^']+';} 2>&6&&$/);
      expect(started).toMatch(/^'\/usr\/bin\/python3' 'script' </);
      expect(started).not.toContain(SECRET);
    }
  },
);
