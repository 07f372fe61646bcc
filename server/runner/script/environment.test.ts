import fc from "fast-check";
import { afterAll, describe, expect, it } from "vitest";
import { levelsHere } from "./containment/levels-for-test.ts";
import { openTestExecutor } from "./execute-for-test.ts";
import { environmentProblem, scriptPath } from "./process/script-environment.ts";

const SECRET = "mysql://root:hunter2-hunter2@127.0.0.1/signalbox";
const before = process.env["DATABASE_URL"];
process.env["DATABASE_URL"] = SECRET;
afterAll(() => {
  if (before === undefined) delete process.env["DATABASE_URL"];
  else process.env["DATABASE_URL"] = before;
});

const name = fc.stringMatching(/^[A-Za-z_][A-Za-z0-9_]{0,12}$/).map((text) => `v_${text}`);
const value = fc.oneof(
  fc.string({ unit: "binary" }).map((text) => text.replaceAll("\0", "")),
  fc.constantFrom(
    "'",
    "''",
    "$(id)",
    "`id`",
    "\\",
    "\n",
    "\n\n",
    "a'b\"c$d`e\\",
    "*",
    "~",
    "-n",
    "",
    " ",
    "é€😀\u0081\u0088",
  ),
);

describe.each(await levelsHere())("the environment, by %s", async (level) => {
  const { run } = await openTestExecutor(level);

  it("contains exactly these variables", async () => {
    // Python adds nothing to its environment; shells do.
    const script = "import os, json; print(json.dumps(dict(os.environ)))";
    const ended = await run(script, {
      interpreter: "python3",
      env: { ip: "10.0.0.1", SIGNALBOX_VERTEX: "A" },
    });
    const seen: Record<string, string> = JSON.parse(ended.stdout);
    const { HOME = "" } = seen;
    expect(seen).toEqual({
      HOME,
      PWD: HOME,
      PATH: scriptPath().join(":"),
      LANG: "C.UTF-8",
      TMPDIR: `${HOME}/.signalbox`,
      PYTHONUNBUFFERED: "1",
      SIGNALBOX_OUTPUT: `${HOME}/.signalbox/output`,
      SIGNALBOX_VERTEX: "A",
      ip: "10.0.0.1",
    });
  });

  it("may set a variable that it has already, such as that for Python's output", async () => {
    const script = "import os, sys, time; print(os.environ['TZ'], time.tzname[0], sys.stdout.write_through)";
    const usual = await run(script, { interpreter: "python3", env: { TZ: "Etc/GMT+3" } });
    expect(usual.stdout).toBe("Etc/GMT+3 -03 True\n");
    const buffered = await run(script, { interpreter: "python3", env: { TZ: "UTC", PYTHONUNBUFFERED: "" } });
    expect(buffered.stdout).toBe("UTC UTC False\n");
  });

  it("brings any value to the script as it is, and runs none of it", async () => {
    await fc.assert(
      fc.asyncProperty(fc.dictionary(name, value, { maxKeys: 8 }), async (env) => {
        const script =
          "import os, sys; sys.stdout.buffer.write(b'\\0'.join(k + b'=' + v for k, v in os.environb.items()))";
        const { stdout, exitCode } = await run(script, { interpreter: "python3", env });
        expect(exitCode).toBe(0);
        const seen = new Set(stdout.split("\0"));
        for (const [key, wanted] of Object.entries(env)) {
          expect(seen).toContain(`${key}=${Buffer.from(wanted).toString()}`);
        }
      }),
      { numRuns: 30 },
    );
  });

  it.each(["IFS", "BASH_ENV", "LC_ALL", "TZ", "PS4", "MAIL", "MAIL_PASSWORD", "POSIXLY_CORRECT", "HISTSIZE"])(
    "may contain %s, even if that name is special for the slot's own shell",
    async (odd) => {
      const script = "import os, sys; print(os.environ[sys.stdin.read() or os.environ['WHICH']])";
      const ended = await run(script, {
        interpreter: "python3",
        env: { WHICH: odd, [odd]: "nowhere.UTF-8" },
      });
      expect(ended).toMatchObject({ exitCode: 0, stdout: "nowhere.UTF-8\n", spawnError: null });
      expect(await run("echo next")).toMatchObject({ exitCode: 0, stdout: "next\n" });
    },
  );

  it.each(["RANDOM", "UID", "OPTIND", "PPID", "_", "BASHPID", "LINENO"])(
    "never contains %s from a graph: shells set it",
    async (own) => {
      const ended = await run("echo ran", { env: { [own]: "1" } });
      expect(ended).toMatchObject({
        stdout: "",
        spawnError: `The variable ${own} is set by the shell itself.`,
      });
    },
  );

  it.each(["with-dash", "1st", "é", "a=b", ""])("has no variable with the name %j", async (name) => {
    const ended = await run("echo ran", { env: { [name]: "1" } });
    expect(ended).toMatchObject({ stdout: "", spawnError: `"${name}" cannot be the name of a variable.` });
  });

  it("shows nothing of the runner's environment", async () => {
    const ended = await run("env; cat /proc/self/environ; cat /proc/$PPID/environ; echo looked");
    expect(ended.stdout).toContain("looked");
    expect(ended.stdout).not.toContain("hunter2");
  });

  it("refuses with a sentence what Linux would refuse, before anything runs", async () => {
    const long = await run("echo ran", { env: { big: "x".repeat(131_072) } });
    expect(long).toMatchObject({ exitCode: null, stdout: "" });
    expect(long.spawnError).toMatch(
      /^The value of big is too long: 131076 bytes with its name, where Linux allows/,
    );
    const many = Object.fromEntries(Array.from({ length: 30 }, (_, n) => [`v${n}`, "x".repeat(100_000)]));
    expect((await run("echo ran", { env: many })).spawnError).toMatch(
      /^The values are too long together: 3\d+ bytes/,
    );
    expect((await run("echo ran", { env: { a: "b\0c" } })).spawnError).toMatch(/^The value of a holds a NUL/);
  });

  it("accepts the longest value that is allowed", async () => {
    const env = { big: "x".repeat(131_066) };
    expect(environmentProblem(env)).toBeNull();
    expect(environmentProblem({ big: `${env.big}x` })).not.toBeNull();
    expect(await run('echo "$' + '{#big}"', { env })).toMatchObject({ exitCode: 0, stdout: "131066\n" });
  });

  it("accepts the largest total size that is allowed", async () => {
    const env = Object.fromEntries(Array.from({ length: 19 }, (_, n) => [`v${n}`, "x".repeat(100_000)]));
    expect(await run("echo ran", { env })).toMatchObject({ exitCode: 0, stdout: "ran\n" });
  });
});
