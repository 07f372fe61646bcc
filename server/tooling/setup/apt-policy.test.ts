import { type ChildProcess, spawn, spawnSync } from "node:child_process";
import { once } from "node:events";
import { existsSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { delimiter, join } from "node:path";
import { expect, onTestFinished, test } from "vitest";

const INSTALL = new URL("./install-with-apt.mjs", import.meta.url).href;

/** A directory with an `apt-get` that waits for a line in the file named as its verb, or for nothing. */
function fakeApt(does: "waits" | "works") {
  const dir = mkdtempSync(join(tmpdir(), "signalbox-apt-"));
  onTestFinished(() => rmSync(dir, { recursive: true }));
  const more = does === "waits" ? `mkfifo ${dir}/$1; echo $1 waits; read line < ${dir}/$1` : "";
  writeFileSync(join(dir, "apt-get"), `#!/bin/sh\n${more}\n`, { mode: 0o755 });
  return { dir, policy: join(dir, "policy-rc.d") };
}

/** A process group of its own that installs with it, as `npm start` in a terminal has one. */
function install({ dir, policy }: { dir: string; policy: string }): ChildProcess {
  const call = `installWithApt(["nothing"], "for a test", ${JSON.stringify(policy)})`;
  const program = `import { installWithApt } from ${JSON.stringify(INSTALL)}; ${call};`;
  const env = { ...process.env, PATH: `${dir}${delimiter}${process.env["PATH"]}` };
  const child = spawn(process.execPath, ["--input-type=module", "-e", program], {
    ...{ env, detached: true, stdio: ["ignore", "ignore", "pipe"] },
  });
  onTestFinished(() => endGroup(child, "SIGKILL"));
  return child;
}

function endGroup({ pid }: ChildProcess, signal: NodeJS.Signals): void {
  try {
    process.kill(-(pid ?? 0), signal);
  } catch {
    // All of it has ended.
  }
}

/** The pipe stays open: what is said later has to go somewhere. */
function untilItWaits(child: ChildProcess, verb = "update"): Promise<void> {
  let said = "";
  return new Promise((resolve) => {
    child.stderr?.on("data", (part) => {
      said += part;
      if (said.includes(`${verb} waits\n`)) resolve();
    });
  });
}

const answerOf = (policy: string) => spawnSync(policy).status;

test.each(["SIGINT", "SIGTERM", "SIGHUP"] as const)(
  "an install that %s ends leaves no policy-rc.d, which forbade services until then",
  async (signal) => {
    const apt = fakeApt("waits");
    const child = install(apt);
    await untilItWaits(child);
    expect(answerOf(apt.policy)).toBe(101);
    endGroup(child, signal);
    const [code] = await once(child, "exit");
    expect(code).not.toBe(0);
    expect(existsSync(apt.policy)).toBe(false);
  },
);

test("a signal for the process alone ends it once what it installs is there", async () => {
  const apt = fakeApt("waits");
  const child = install(apt);
  await untilItWaits(child);
  child.kill("SIGTERM");
  const installs = untilItWaits(child, "install");
  await writeFile(join(apt.dir, "update"), "go\n");
  await installs;
  expect(answerOf(apt.policy)).toBe(101);
  await writeFile(join(apt.dir, "install"), "go\n");
  expect(await once(child, "exit")).toEqual([null, "SIGTERM"]);
  expect(existsSync(apt.policy)).toBe(false);
});

test("a policy-rc.d that a killed install has left forbids nothing, and the next install takes it away", async () => {
  const apt = fakeApt("waits");
  const killed = install(apt);
  await untilItWaits(killed);
  killed.kill("SIGKILL");
  await once(killed, "exit");
  expect(answerOf(apt.policy)).toBe(0);
  const next = install({ ...fakeApt("works"), policy: apt.policy });
  expect(await once(next, "exit")).toEqual([0, null]);
  expect(existsSync(apt.policy)).toBe(false);
});

test("a policy-rc.d of somebody else stays as it is", async () => {
  const apt = fakeApt("works");
  const theirs = "#!/bin/sh\nexit 104\n";
  writeFileSync(apt.policy, theirs, { mode: 0o755 });
  expect(await once(install(apt), "exit")).toEqual([0, null]);
  expect(readFileSync(apt.policy, "utf8")).toBe(theirs);
});
