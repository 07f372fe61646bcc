import { spawnSync } from "node:child_process";
import { existsSync, readdirSync } from "node:fs";
import { join } from "node:path";
import { setImmediate } from "node:timers/promises";
import { describe, expect, it, vi } from "vitest";
import { levelsHere } from "./containment/levels-for-test.ts";
import { openTestExecutor } from "./execute-for-test.ts";
import type { ScriptRequest } from "./script-execution.ts";

describe.each(await levelsHere())("a script, by %s", async (level) => {
  const { run, start, workRoot, problems } = await openTestExecutor(level);

  it("is executed by one shell: variables and functions stay from line to line", async () => {
    const ended = await run('a=1\nf() { echo "f $a $1"; }\nf x\necho bad >&2\nexit 3\n');
    expect(ended).toMatchObject({ exitCode: 3, signal: null, stdout: "f 1 x\n", stderr: "bad\n" });
    expect(ended).toMatchObject({
      endedBy: null,
      isForced: false,
      spawnError: null,
      isLogCut: false,
      logBytes: 10,
    });
  });

  it.each([
    ["exit 0", 0],
    ["exit 1", 1],
    ["exit 255", 255],
    ["exit 256", 0],
    ["exit 137", 137],
    ["exit 143", 143],
    ["bash -c 'kill -9 $$'\nexit 9", 9],
    ["set -o pipefail; yes | head -1 >/dev/null", 141],
    ["true\nnot-a-program", 127],
    ["if", 2],
    ["", 0],
  ])("%j ends with the exit code %i", async (script, exitCode) => {
    expect(await run(script)).toMatchObject({ exitCode, signal: null, spawnError: null });
  });

  it.each<[Partial<ScriptRequest>, string, number, string]>([
    [{ options: ["-e"] }, "false; echo still here", 1, ""],
    [{ options: ["-e", "-o", "pipefail"] }, "false | true; echo still here", 1, ""],
    [{ options: [] }, "false; echo still here", 0, "still here\n"],
    [{ options: ["-e"], interpreter: "sh" }, "false; echo still here", 1, ""],
    [{ options: ["-O"], interpreter: "python3" }, "assert False\nprint('on')", 0, "on\n"],
    [
      { options: ["--stack-size=900"], interpreter: "node" },
      "console.log(process.execArgv.at(-1))",
      0,
      "--stack-size=900\n",
    ],
  ])("is given the options %j", async (request, script, exitCode, stdout) => {
    expect(await run(script, request)).toMatchObject({ exitCode, stdout, spawnError: null });
  });

  it("cannot spoil its slot for the next script", async () => {
    const spoil = "echo x >x; for n in $(seq 200); do mkdir -p ../work-$n; done; chmod 500 ..";
    expect(await run(spoil)).toMatchObject({ exitCode: 0 });
    for (let n = 0; n < 3; n += 1)
      expect(await run("ls")).toMatchObject({ exitCode: 0, spawnError: null, stdout: "" });
  });

  it.each(["KILL", "TERM", "HUP", "SEGV", "ABRT", "USR1", "ALRM"])(
    "that is ended by SIG%s says so",
    async (name) => {
      expect(await run(`kill -${name} $$; sleep 60`)).toMatchObject({ exitCode: null, signal: `SIG${name}` });
    },
  );

  it("is called by a short name in its own messages", async () => {
    expect((await run("\nnot-a-program\n")).stderr).toBe(
      ".signalbox/script: line 2: not-a-program: command not found\n",
    );
  });

  it("with carriage returns fails as it does in bash, and is not changed silently", async () => {
    const ended = await run("echo one\r\ntrue\r\n");
    expect(ended).toMatchObject({ exitCode: 127, stdout: "one\r\n" });
    expect(ended.stderr).toContain("command not found");
  });

  it.each([
    ["sh", "echo $((1 + 1))", "2\n"],
    ["python3", "import sys; print(1 + 1, len(sys.argv))", "2 1\n"],
    ["node", "const { join } = require('node:path'); console.log(join('a', 'b'))", "a/b\n"],
    ["node", "import { join } from 'node:path'; console.log(join('a', 'b'))", "a/b\n"],
  ] as const)("for %s is given to it: %s", async (interpreter, script, stdout) => {
    expect(await run(script, { interpreter })).toMatchObject({ exitCode: 0, stdout, stderr: "" });
  });

  it("has an empty stdin", async () => {
    expect(await run("cat; echo $?; read -r x; echo $?")).toMatchObject({ stdout: "0\n1\n" });
  });

  it("can open its own output by name", async () => {
    expect(await run("echo a >/dev/stderr; echo b >/dev/stdout; echo c | tee /dev/fd/2")).toMatchObject({
      stdout: "b\nc\n",
      stderr: "a\nc\n",
    });
  });

  it("whose output is merged keeps the order in which both streams were written", async () => {
    const count = 300;
    const wanted = (line: (n: number) => string) =>
      Array.from({ length: count }, (_, n) => line(n + 1)).join("");
    const traced = await run(`i=0\nset -x\nwhile [ $i != ${count} ]; do echo $((i += 1)); done`, {
      output: "merged",
    });
    expect(traced.merged).toBe(
      `+ '[' 0 '!=' ${count} ']'\n${wanted((n) => `+ echo ${n}\n${n}\n+ '[' ${n} '!=' ${count} ']'\n`)}`,
    );
    const lines = wanted((n) => `out ${n}\nerr ${n}\n`);
    const python = `import sys\nfor n in range(1, ${count + 1}):\n  print("out", n)\n  print("err", n, file=sys.stderr)`;
    expect((await run(python, { output: "merged", interpreter: "python3" })).merged).toBe(lines);
    const node = `for (let n = 1; n <= ${count}; n += 1) { console.log("out", n); console.error("err", n); }`;
    expect((await run(node, { output: "merged", interpreter: "node" })).merged).toBe(lines);
  });

  it("whose output is merged can open either stream by name", async () => {
    const script = [
      "echo a >/dev/stderr; echo b >/dev/stdout; echo c >/dev/fd/2; echo d >/dev/fd/1; echo e >>/proc/self/fd/2",
      "echo f | tee /dev/stderr >/dev/null; echo g | tee /dev/fd/2 >/dev/null; (echo h; echo i >&2) | cat",
      "exec 2>/dev/stdout; echo j >&2; exec >/dev/null; echo k; echo l >&2",
    ].join("\n");
    const ended = await run(script, { output: "merged" });
    expect(ended).toMatchObject({ exitCode: 0, stdout: "", stderr: "", logBytes: 22 });
    const lines = ended.merged.split("\n");
    expect(lines.slice(0, 7)).toEqual(["a", "b", "c", "d", "e", "f", "g"]);
    expect(lines.slice(7).sort()).toEqual(["", "h", "i", "j", "l"]);
  });

  it("after one whose output was split is merged, and the other way round", async () => {
    for (const output of ["split", "merged", "merged", "split"] as const) {
      const { merged, stdout, stderr } = await run("echo a; echo b >&2", { output });
      expect({ merged, stdout, stderr }).toEqual(
        output === "merged"
          ? { merged: "a\nb\n", stdout: "", stderr: "" }
          : { merged: "", stdout: "a\n", stderr: "b\n" },
      );
    }
  });

  it("has the same open files as a program that is started without a slot", async () => {
    const list = "ls /proc/self/fd; true";
    const usual = spawnSync("bash", ["-c", list], { stdio: ["ignore", "pipe", "pipe"], encoding: "utf8" });
    expect((await run(list)).stdout).toBe(usual.stdout);
  });

  it("starts in an empty directory of its own, which is removed at its end", async () => {
    const ended = await run(
      'pwd; echo "$HOME"; ls; stat -c %a . "$TMPDIR"; mktemp; mkdir -p d/e; touch d/e/f "d/x y"',
    );
    const [directory = "", home, mode, temporaryMode, temporary] = ended.stdout.trim().split("\n");
    expect(directory.startsWith(workRoot)).toBe(true);
    expect([home, mode, temporaryMode]).toEqual([directory, "700", "700"]);
    expect(temporary?.startsWith(directory)).toBe(true);
    await vi.waitFor(() =>
      expect(readdirSync(join(directory, ".."))).not.toContain(directory.split("/").at(-1)),
    );
    expect(problems).toEqual([]);
  });

  it("has a directory of one before it only where that left nothing, and everything of that is gone", async () => {
    const where = async (script: string) => {
      await setImmediate();
      return (await run(`pwd; ${script}`)).stdout.split("\n")[0];
    };
    // The first script may begin while the file system's clock still stands where its directory was made.
    await vi.waitFor(async () => {
      const isAgain = (await where("cat .signalbox/script")) === (await where("ls -A"));
      expect(isAgain).toBe(level !== "process-group");
    });
    for (const script of ["touch .a", "chmod 755 .signalbox", "echo a=b >$SIGNALBOX_OUTPUT", "mktemp"]) {
      const left = await where(script);
      const next = await where("ls -A");
      expect(next).not.toBe(left);
      await vi.waitFor(() => expect(existsSync(left ?? "")).toBe(false));
    }
  });

  it.runIf(level === "pid-namespace" && process.getuid?.() === 0)(
    "does not get a directory over which the one before it has mounted something",
    async () => {
      const mounted = await run("mount --make-rprivate / && mount -t tmpfs left . && touch left && pwd");
      expect(mounted).toMatchObject({ exitCode: 0, stderr: "" });
      const next = await run("pwd; ls -A");
      expect(next.stdout).toMatch(/\n\.signalbox\n$/);
      expect(next.stdout).not.toContain(mounted.stdout);
    },
  );

  it("leaves values in the output file", async () => {
    const ended = await run(
      'echo a=b >>"$SIGNALBOX_OUTPUT"; rm -rf ./*; echo c=d >>"$SIGNALBOX_OUTPUT"; exit 4',
    );
    expect(ended).toMatchObject({ exitCode: 4, outputText: "a=b\nc=d\n", isOutputCut: false });
    expect(await run("true")).toMatchObject({ outputText: null });
    expect(await run('head -c 20 /dev/zero >"$SIGNALBOX_OUTPUT"', { outputCapBytes: 10 })).toMatchObject({
      outputText: "\0".repeat(10),
      isOutputCut: true,
    });
  });

  it("cannot make the runner read the runner's own secrets into the outputs", async () => {
    const ended = await run('ln -s /proc/self/environ "$SIGNALBOX_OUTPUT"');
    // Its outputs are lost, so its track fails though it exits with 0.
    const outputProblem = "it is no longer a plain file";
    expect(ended).toMatchObject({ exitCode: 0, outputText: null, outputProblem });
    expect(ended.system).toContain("no longer a plain file");
  });

  it("runs beside others, and each gets its own output", async () => {
    const all = await Promise.all(
      Array.from({ length: 8 }, (_, n) => run(`for i in 1 2 3; do echo ${n}; done; exit ${n}`)),
    );
    expect(all.map(({ exitCode, stdout }) => [exitCode, stdout])).toEqual(
      Array.from({ length: 8 }, (_, n) => [n, `${n}\n`.repeat(3)]),
    );
  });

  it("says when it was started, and in which process group it is", async () => {
    const { execution, ended } = start("echo up; sleep 60");
    await execution.started;
    await vi.waitFor(() => expect(execution.pid).toBeGreaterThan(1));
    execution.kill("shutdown");
    expect(await ended).toMatchObject({ endedBy: "shutdown", signal: "SIGTERM" });
  });

  it("whose interpreter is missing never begins, and a sentence says so", async () => {
    // The type allows no such interpreter; a machine without python3 is the same case.
    const ended = await run("x", { interpreter: "zsh9" as "bash" });
    expect(ended).toMatchObject({ exitCode: null, signal: null });
    expect(ended.spawnError).toMatch(
      /^There is no zsh9 on this machine \(looked for in .*\/usr\/bin.*\): install it/,
    );
  });
});
