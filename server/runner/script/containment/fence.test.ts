import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { createServer } from "node:net";
import { homedir } from "node:os";
import { join } from "node:path";
import { afterAll, describe, expect, it } from "vitest";
import { openTestExecutor } from "../execute-for-test.ts";
import { allLevelsHere } from "./levels-for-test.ts";

const levels = await allLevelsHere();
const data = mkdtempSync(join(homedir(), ".signalbox-fence-"));
const shared = mkdtempSync(join(homedir(), ".signalbox-shared-"));
const scratch = mkdtempSync("/tmp/signalbox-scratch-");
afterAll(() => {
  for (const path of [data, shared, scratch]) rmSync(path, { recursive: true });
});
for (const name of ["token", "secret.key", ".env"]) writeFileSync(join(data, name), "only-for-signalbox");
mkdirSync(join(data, "database"));

const socket = createServer((client) => client.end("reached")).listen(join(data, "database", "mysql.sock"));
const talk = createServer((client) => client.end("reached")).listen(join(scratch, "talk.sock"));
const port = createServer((client) => client.end("reached")).listen(0, "127.0.0.1");
const held = createServer((client) => client.end("reached")).listen(`\0${data}`);
afterAll(() => {
  for (const each of [socket, talk, port, held]) each.close();
});
await Promise.all(
  [socket, talk, port, held].map((each) => each.listening || new Promise((go) => each.once("listening", go))),
);
const address = port.address();
const tcp = typeof address === "object" && address !== null ? address.port : 0;

/** Where no slot is ever mounted, and where most files of a machine are: to search them took nearly all of the time. */
const NOT_SEARCHED = "\\( -path /proc -o -path /sys -o -path /usr -o -name node_modules -o -name .git \\)";

const CONNECT = `
import socket, sys
def connect(family, address):
    with socket.socket(family) as client:
        client.settimeout(5)
        try:
            client.connect(address)
            return client.recv(100).decode()
        except OSError as problem: return type(problem).__name__
`;

describe.runIf(levels.includes("fence"))("a script behind the fence", async () => {
  const containment = { hidden: [data], writable: [shared], isHostAllowed: true };
  const { run, start, prepare, executor, workRoot } = await openTestExecutor("fence", containment);

  it("sees nothing of the data directory: no token, no key, no socket of the database", async () => {
    const { stdout, stderr } = await run(`ls -A ${data}; cat ${data}/token; cat ${data}/secret.key`);
    expect(stdout).toBe("");
    expect(stderr.match(/No such file/g)).toHaveLength(2);
    const connect = `${CONNECT}print(connect(socket.AF_UNIX, "${data}/database/mysql.sock"))`;
    expect((await run(connect, { interpreter: "python3" })).stdout).toBe("FileNotFoundError\n");
  });

  it("cannot uncover what is hidden, as whatever user it makes itself", async () => {
    const tries = [
      `umount ${data}`,
      "umount -l /",
      "mount -o remount,rw /",
      `mount --bind / ${data}`,
      "mount -t proc proc /proc",
      "nsenter -t 1 -m true",
      "chroot /proc/1/root true",
    ].map((each) => `(${each}) 2>&1`);
    const script = `${tries.join("; ")}; cat ${data}/token; touch /usr/x; echo x >/proc/sys/kernel/core_pattern`;
    for (const how of [
      "sh",
      "unshare -Urm sh",
      "unshare --user --map-current-user -m sh",
      "unshare -Urmpf sh",
    ]) {
      const { stdout } = await run(`${how} -c '${script}'; echo tried; cat ${data}/token`);
      expect(stdout).toContain("tried");
      expect(stdout).not.toContain("only-for-signalbox");
    }
  });

  it("has the machine's files, and changes none of them", async () => {
    const tries = [
      "/x",
      "/usr/x",
      "/etc/x",
      "/dev/x",
      "/run/x",
      "/proc/sys/x",
      `${homedir()}/x`,
      `${data}/x`,
      `${workRoot}/x`,
    ];
    const ended = await run(`cat /etc/hosts; for path in ${tries.join(" ")}; do echo >"$path"; done; id -u`);
    expect(ended.stdout).toBe(`${readFileSync("/etc/hosts", "utf8")}${process.getuid?.()}\n`);
    expect(ended.stderr.trim().split("\n")).toHaveLength(tries.length);
  });

  it("has no capability and gets none", async () => {
    const { stdout } = await run("grep -E '^(CapEff|CapPrm|NoNewPrivs)' /proc/self/status");
    expect(stdout).toBe("CapPrm:\t0000000000000000\nCapEff:\t0000000000000000\nNoNewPrivs:\t1\n");
  });

  it("sees no process but those of its slot, and cannot look into the slot's shell", async () => {
    const script = `
import ctypes, os
print(sorted(int(name) for name in os.listdir("/proc") if name.isdigit()) == [1, os.getpid()])
print(ctypes.CDLL(None).ptrace(16, 1, 0, 0))
for name in ("mem", "environ", "maps", "fd/0", "fd/8", "cwd", "root", "exe"):
    try:
        print("opened", os.open(f"/proc/1/{name}", os.O_RDWR if name == "fd/8" else os.O_RDONLY))
    except OSError as problem: pass
`;
    expect((await run(script, { interpreter: "python3" })).stdout).toBe("True\n-1\n");
  });

  it("sees no directory of another slot", async () => {
    const other = start("echo mine >note; read -r -t 30 <>/proc/self/fd/1");
    await other.execution.started;
    const { stdout } = await run(
      `find ${workRoot} -type d -name 'slot-*'; find / ${NOT_SEARCHED} -prune -o -name note -print 2>/dev/null`,
    );
    other.execution.kill("cancelled", "now");
    await other.ended;
    expect(stdout.trim().split("\n")).toHaveLength(1);
  });

  it("leaves nothing to the next script in shared memory", async () => {
    expect((await run("echo mine >/dev/shm/note && cat /dev/shm/note")).stdout).toBe("mine\n");
    for (let n = 0; n < 3; n += 1) expect((await run("ls -A /dev/shm")).stdout).toBe("");
  });

  it("shares /tmp with the machine and with the other scripts, but for sockets in it", async () => {
    const [given, result, talk] = ["given", "result", "talk.sock"].map((name) => join(scratch, name));
    writeFileSync(given ?? "", "given\n");
    const script = `cat ${given}; echo built >${result}; [ -S ${talk} ] || echo covered`;
    expect((await run(script)).stdout).toBe("given\ncovered\n");
    expect(readFileSync(result ?? "", "utf8")).toBe("built\n");
    for (const fence of ["default", "offline"] as const)
      expect((await run(`cat ${result}`, { fence })).stdout).toBe("built\n");
  });

  it("changes what the operator of the runner has named, and later scripts find it there", async () => {
    await run(`echo built >${shared}/result`);
    expect((await run(`cat ${shared}/result`)).stdout).toBe("built\n");
    expect(readFileSync(join(shared, "result"), "utf8")).toBe("built\n");
  });

  it("reaches the network, and offline it reaches nothing", async () => {
    const script = `${CONNECT}print(connect(socket.AF_INET, ("127.0.0.1", ${tcp})), connect(socket.AF_UNIX, "\\0${data}".ljust(108, "\\0")))`;
    const reached = async (fence: "default" | "offline") =>
      (await run(script, { interpreter: "python3", fence })).stdout;
    expect(await reached("default")).toBe("reached reached\n");
    expect(await reached("offline")).toBe("ConnectionRefusedError ConnectionRefusedError\n");
  });

  it("is there for a prepared script as well, and not for one that may do without", async () => {
    expect((await prepare(`cat ${data}/token`).go().ended).stdout).toBe("");
    expect((await run(`cat ${data}/token`, { fence: "host" })).stdout).toBe("only-for-signalbox");
    expect(executor.fences).toEqual(["default", "offline", "host"]);
  });
});

describe.each(levels)("limits, by %s", async (level) => {
  const limits = ["--fsize=1048576", "--cpu=1", `--data=${256 * 1024 * 1024}`];
  const { run } = await openTestExecutor(level, { limits });

  it("end a script that goes beyond them", async () => {
    expect(await run("head -c 2M /dev/zero >big; echo $?; stat -c %s big")).toMatchObject({
      stdout: "153\n1048576\n",
    });
    expect(await run("while :; do :; done")).toMatchObject({ signal: "SIGKILL" });
    const greedy = await run("x = bytearray(300 << 20)", { interpreter: "python3" });
    expect(greedy).toMatchObject({ exitCode: 1, stderr: expect.stringContaining("MemoryError") });
  });

  it("are none for cores, also where a program collects them", async () => {
    const { stdout } = await run("import resource; print(resource.getrlimit(resource.RLIMIT_CORE))", {
      interpreter: "python3",
    });
    expect(stdout).toBe("(1, 1)\n");
  });
});

it.skipIf(levels.includes("fence"))("there is no fence on this machine", async () => {
  const { executor } = await openTestExecutor(levels[0] ?? "process-group");
  expect(executor.fences).toEqual(["default"]);
});
