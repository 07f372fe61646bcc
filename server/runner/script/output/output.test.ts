import { existsSync, readdirSync } from "node:fs";
import { join } from "node:path";
import { setImmediate as nextTurn } from "node:timers/promises";
import { setFlagsFromString } from "node:v8";
import { runInNewContext } from "node:vm";
import { describe, expect, it, vi } from "vitest";
import type { LogStream } from "../../execution/execution.ts";
import { levelsHere } from "../containment/levels-for-test.ts";
import { openTestExecutor } from "../execute-for-test.ts";

const MEBIBYTE = 1024 * 1024;

setFlagsFromString("--expose-gc");
const collectGarbage = runInNewContext("gc") as () => void;

/** In bytes, with garbage that was not collected yet. */
function memoryHeld(): number {
  const { heapUsed, arrayBuffers } = process.memoryUsage();
  return heapUsed + arrayBuffers;
}

/** What is referred to, in bytes: garbage that was not collected yet would depend on how busy the machine is. */
async function memoryInUse(): Promise<number> {
  collectGarbage();
  // Buffers are given back beside the program, and are counted until then: once more finds them gone.
  await nextTurn();
  collectGarbage();
  return memoryHeld();
}

describe.each(await levelsHere())("the output of a script, by %s", async (level) => {
  const { run, start, executor, workRoot } = await openTestExecutor(level);

  it("is kept byte by byte: NUL, invalid UTF-8, no last line feed", async () => {
    const chunks: Buffer[] = [];
    const { result } = executor.execute(
      {
        interpreter: "bash",
        script: "printf '\\xff\\xfe\\xc3\\x28\\0'; printf '\\xf0\\x9f'; sleep 0.05; printf '\\x98\\x80'",
        output: "split",
        env: {},
        secrets: [],
        fence: "default",
        timeoutMs: null,
      },
      {
        write(_stream, bytes) {
          chunks.push(bytes);
          return undefined;
        },
      },
    );
    expect(await result).toMatchObject({ exitCode: 0, logBytes: 9 });
    expect(Buffer.concat(chunks).toString("hex")).toBe("fffec32800f09f9880");
    // The first half of a character waited for the second half.
    expect(chunks.at(-1)?.subarray(-4).toString()).toBe("😀");
  });

  it("is never what another script writes, whatever a script puts in the place of its own directory", async () => {
    const other = start('echo theirs=1 >"$SIGNALBOX_OUTPUT"; exec sleep 60');
    const find = () =>
      readdirSync(workRoot, { recursive: true }).find((path) => `${path}`.endsWith("/output"));
    await vi.waitFor(() => expect(find()).toBeDefined(), { timeout: 10_000 });
    const theirs = join(workRoot, `${find()}`, "..", "..");
    const links = [
      `rm -r .signalbox; ln -s ${theirs}/.signalbox .signalbox`,
      `cd ..; mv "$HOME" away; ln -s ${theirs} "$HOME"`,
    ];
    for (const link of links) {
      const { outputText, exitCode } = await run(link);
      expect({ outputText, exitCode }).toEqual({ outputText: null, exitCode: 0 });
    }
    await expect.poll(() => existsSync(`${theirs}/.signalbox/output`)).toBe(true);
    expect(existsSync(`${theirs}/.signalbox/script`)).toBe(true);
    other.execution.kill("cancelled", "now");
    expect((await other.ended).outputText).toBe("theirs=1\n");
  });

  it("comes in order: 100,000 lines on each stream", async () => {
    const lines = 100_000;
    const ended = await run(`seq 1 ${lines}; seq 1 ${lines} >&2`);
    const wanted = Array.from({ length: lines }, (_, n) => `${n + 1}\n`).join("");
    expect(ended.stdout === wanted && ended.stderr === wanted).toBe(true);
  });

  it("comes while the script runs", async () => {
    let seen = "";
    const { result, kill } = executor.execute(
      {
        interpreter: "bash",
        script: "echo first; sleep 60",
        output: "split",
        env: {},
        secrets: [],
        fence: "default",
        timeoutMs: null,
      },
      {
        write(_stream, bytes) {
          seen += bytes.toString();
          return undefined;
        },
      },
    );
    await vi.waitFor(() => expect(seen).toBe("first\n"));
    kill("cancelled");
    await result;
  });

  it("of 100 MB on one line fills neither the log nor the memory", async () => {
    const sizes = { merged: 0, stdout: 0, stderr: 0, system: 0 };
    let longest = 0;
    let system = "";
    // The kept end has 4 MiB.
    const limit = (await memoryInUse()) + 32 * MEBIBYTE;
    let most = 0;
    const { result } = executor.execute(
      {
        interpreter: "bash",
        script: "head -c 104857600 /dev/zero | tr '\\0' x; echo done >&2; exit 6",
        output: "split",
        env: {},
        secrets: [],
        fence: "default",
        timeoutMs: null,
        logCapBytes: 16 * MEBIBYTE,
      },
      {
        write(stream: LogStream, bytes) {
          sizes[stream] += bytes.length;
          longest = Math.max(longest, bytes.length);
          if (stream === "system") system += bytes.toString();
          return undefined;
        },
      },
    );
    let isRunning = true;
    const ended = result.finally(() => {
      isRunning = false;
    });
    while (isRunning) {
      // To collect takes long in a process with much memory. What is held even with its garbage is below the limit anyway.
      if (memoryHeld() >= limit) most = Math.max(most, await memoryInUse());
      await nextTurn();
    }
    // Of so long a line the end is kept, too.
    const { logBytes } = await ended;
    expect(await ended).toMatchObject({ exitCode: 6, isLogCut: true });
    expect(sizes).toMatchObject({ stdout: logBytes - "done\n".length, stderr: "done\n".length });
    expect(logBytes).toBeGreaterThan(15 * MEBIBYTE);
    expect(logBytes).toBeLessThanOrEqual(16 * MEBIBYTE);
    expect(system).toBe(
      `[signalbox: what follows is kept until the script ends, at most the last 4 MiB of it]\n[signalbox: ${100 * MEBIBYTE + "done\n".length - logBytes} bytes of output are left out here: the graph keeps at most 16 MiB of a log]\n`,
    );
    expect(longest).toBeLessThanOrEqual(64 * 1024);
    expect(most).toBeLessThan(limit);
  });

  it("waits in the pipe while the sink is slow, and then is complete", async () => {
    let release = () => {};
    const behind = new Promise<void>((resolve) => {
      release = resolve;
    });
    let received = 0;
    let isHeld = true;
    const { result } = executor.execute(
      {
        interpreter: "bash",
        script: "head -c 3000000 /dev/zero; exit 8",
        output: "split",
        env: {},
        secrets: [],
        fence: "default",
        timeoutMs: null,
      },
      {
        write(_stream, bytes) {
          received += bytes.length;
          return isHeld ? behind : undefined;
        },
      },
    );
    await vi.waitFor(() => expect(received).toBeGreaterThan(0));
    const next = run("exit 0");
    expect(await next).toMatchObject({ exitCode: 0 });
    expect(received).toBeLessThan(256 * 1024);
    isHeld = false;
    release();
    expect(await result).toMatchObject({ exitCode: 8, isLogCut: false, logBytes: 3_000_000 });
    expect(received).toBe(3_000_000);
  });

  it("that the sink rejects changes no result", async () => {
    const { result } = executor.execute(
      {
        interpreter: "bash",
        script: "seq 1 100000; echo a=b >>$SIGNALBOX_OUTPUT; exit 3",
        output: "split",
        env: {},
        secrets: [],
        fence: "default",
        timeoutMs: null,
      },
      {
        write() {
          throw new Error("the disk is full");
        },
      },
    );
    expect(await result).toMatchObject({ exitCode: 3, outputText: "a=b\n", isLogCut: true });
  });

  it("is masked before its middle is left out: a secret in lines that begins there is stored nowhere", async () => {
    const secret = "correct horse battery staple, and another one";
    const script = 'yes - | head -c 8000; printf %s "$password" | base64 -w 8; yes - | head -c 900';
    const request = { env: { password: secret }, secrets: [secret], logCapBytes: 4_000 };
    for (const before of [0, 20, 40, 60]) {
      const { stdout, isLogCut } = await run(
        `${script}; head -c ${before} /dev/zero | tr '\\0' '\\n'`,
        request,
      );
      expect(isLogCut).toBe(true);
      for (const line of Buffer.from(secret).toString("base64").match(/.{8}/g) ?? [])
        expect(stdout).not.toContain(line);
    }
  });
});
