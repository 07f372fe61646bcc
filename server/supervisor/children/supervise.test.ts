import { readFileSync, writeFileSync } from "node:fs";
import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeEach, describe, expect, it, vi } from "vitest";
import { isAlive } from "#testing/is-alive.ts";
import type { ChildSpec } from "./spawn-child.ts";
import { type SupervisorOutput, supervise } from "./supervise.ts";

let dir: string;
let journal: string;
let lines: string[];
let output: SupervisorOutput;
let stopper: AbortController;
let hurry: (count: number) => void;

beforeEach(async () => {
  dir = await mkdtemp(join(tmpdir(), "signalbox-supervise-"));
  journal = join(dir, "journal");
  writeFileSync(journal, "");
  lines = [];
  output = {
    tell: (line) => void lines.push(line),
    relay: (name, line) => void lines.push(`${name} | ${line}`),
  };
  stopper = new AbortController();
  hurry = () => undefined;
});

afterEach(async () => {
  for (const pid of pidsOf("")) {
    try {
      process.kill(pid, "SIGKILL");
    } catch {
      // It has ended, as expected.
    }
  }
  await rm(dir, { recursive: true, force: true });
});

/** A stand-in program that writes its name and number into the journal, says that it is ready, and then runs `more`. */
function standIn(name: string, more = ""): ChildSpec {
  const program = `
    const { appendFileSync } = require("node:fs");
    appendFileSync(${JSON.stringify(journal)}, ${JSON.stringify(name)} + " " + process.pid + "\\n");
    setInterval(() => undefined, 60_000);
    ${more}
    process.send("ready");`;
  return { name, program: process.execPath, args: ["-e", program], env: process.env, cwd: dir };
}

const pidsOf = (name: string): number[] =>
  readFileSync(journal, "utf8")
    .split("\n")
    .filter((line) => line.startsWith(name) && line !== "")
    .map((line) => Number(line.split(" ")[1]));

function run(web: ChildSpec, runners: readonly ChildSpec[]) {
  const isUp = vi.fn(() => Promise.resolve());
  const stop = {
    requested: stopper.signal,
    onHurry: (listener: (count: number) => void) => (hurry = listener),
  };
  const webAnswers = () => vi.waitFor(() => expect(pidsOf("web")).not.toEqual([]), { timeout: 10_000 });
  const done = supervise(
    { web, runners, webAnswers: async () => void (await webAnswers()) },
    stop,
    output,
    isUp,
  );
  return { isUp, done };
}

const eventually = (check: () => void) => vi.waitFor(check, { timeout: 15_000, interval: 20 });

describe("supervise", () => {
  it("says once that everything is ready, and ends everything when it is asked to stop", async () => {
    const { isUp, done } = run(standIn("web"), [standIn("runner-1"), standIn("runner-2")]);
    await eventually(() => expect(isUp).toHaveBeenCalledTimes(1));
    expect(pidsOf("runner")).toHaveLength(2);
    stopper.abort();
    await done;
    expect(pidsOf("").filter(isAlive)).toEqual([]);
  });

  it.each(["web", "runner"])(
    "starts the %s again when it is killed, says so, and leaves the other alone",
    async (name) => {
      const { isUp, done } = run(standIn("web"), [standIn("runner")]);
      await eventually(() => expect(isUp).toHaveBeenCalled());
      const other = name === "web" ? "runner" : "web";
      process.kill(Number(pidsOf(name)[0]), "SIGKILL");
      await eventually(() => expect(pidsOf(name)).toHaveLength(2));
      expect(lines.join("\n")).toMatch(new RegExp(`The ${name} ended \\(SIGKILL\\)\\. It is started again`));
      expect(pidsOf(other)).toHaveLength(1);
      stopper.abort();
      await done;
      expect(isUp).toHaveBeenCalledTimes(1);
      expect(pidsOf("").filter(isAlive)).toEqual([]);
    },
  );

  it("gives up on a program that ends at every start, and ends the others", async () => {
    const { done } = run(standIn("web"), [
      standIn("runner", "require('node:fs').writeSync(2, 'no config\\n'); process.exit(3);"),
    ]);
    await expect(done).rejects.toThrow(/The runner does not start: it ended 4 times \(exit 3\)/);
    expect(lines).toContain("runner | no config");
    expect(pidsOf("").filter(isAlive)).toEqual([]);
  });

  it("lets a runner drain until it is told to hurry", async () => {
    const drains = `
      let asked = 0;
      process.on("SIGTERM", () => {
        asked += 1;
        appendFileSync(${JSON.stringify(journal)}, "asked " + process.pid + "\\n");
        if (asked === 2) process.exit(0);
      });`;
    const { isUp, done } = run(standIn("web"), [standIn("runner", drains)]);
    await eventually(() => expect(isUp).toHaveBeenCalled());
    stopper.abort();
    await eventually(() => expect(pidsOf("asked")).toHaveLength(1));
    await eventually(() => expect(pidsOf("web").filter(isAlive)).toEqual([]));
    expect(pidsOf("runner").filter(isAlive)).toHaveLength(1);
    hurry(2);
    await done;
    expect(pidsOf("asked")).toHaveLength(2);
    expect(pidsOf("runner").filter(isAlive)).toEqual([]);
  });

  it("kills a web that does not end when it is asked", async () => {
    const { isUp, done } = run(standIn("web", 'process.on("SIGTERM", () => undefined);'), []);
    await eventually(() => expect(isUp).toHaveBeenCalled());
    stopper.abort();
    await done;
    expect(pidsOf("web").filter(isAlive)).toEqual([]);
  });
});
