import { readdirSync, readFileSync } from "node:fs";
import { setImmediate } from "node:timers/promises";
import fc from "fast-check";
import { describe, expect, it, vi } from "vitest";
import { isSystemProblem } from "#platform/system-problem.ts";
import { levelsHere } from "../containment/levels-for-test.ts";
import { openTestExecutor } from "../execute-for-test.ts";
import type { ScriptRequest } from "../script-execution.ts";
import { passageMessage } from "./gate.ts";

/** This option changes nothing for a script, and no bash that waits can be given it. */
const COLD = ["--norc"];

/** Whether this script's bash had waited: its own environment, as it was started, tells. */
const HAD_WAITED = "grep -qz ^BASH_ENV=/dev/fd/7 /proc/$$/environ && echo waited || echo cold";

/** What a script can see of its shell, without numbers of processes, times and random numbers. */
const EVERYTHING = `
echo "first: $_ $? $0 $# $- $LINENO $BASH_SUBSHELL $BASH_COMMAND \${BASH_SOURCE[*]} \${FUNCNAME[*]} \${BASH_LINENO[*]} $!"
[ $$ = $BASHPID ] && echo "own number"
(echo "sub $BASH_SUBSHELL"; [ $$ != $BASHPID ] && echo "another number")
compgen -v | sort
declare -p | grep -v -e ' BASHPID=' -e ' PPID=' -e RANDOM -e EPOCH -e ' BASH_ARGC=' -e ' SECONDS' -e ' OLDPWD'
set -o; shopt; trap -p; alias; declare -F; hash; jobs; dirs; umask; ulimit -a; history | wc -l
readlink /proc/$$/exe /proc/$$/cwd /proc/$$/root
ls -l /proc/self/fd/ | sed 's/.*[0-9][0-9]:[0-9][0-9] //; s/pipe:.*/pipe/; s/proc.[0-9]*/proc/; s/[0-9]*$//' ; ls /proc/$$/fd
grep -e ^Sig -e ^Shd -e ^Cap -e ^NoNew -e ^Seccomp -e ^Umask -e ^Uid -e ^Gid /proc/$$/status | grep -v -e SigQ -e SigBlk; grep ^SigBlk /proc/self/status
tr '\\0' '\\n' </proc/self/environ | sort | grep -v -e RANDOM -e EPOCH -e PID= -e SECONDS
tr '\\0' ' ' </proc/$$/cmdline; echo
[ $SECONDS -lt 30 ]; echo $?; SECONDS=5; echo $((SECONDS >= 5)); RANDOM=1; echo $RANDOM $RANDOM
cut -d' ' -f5,6,7,19 /proc/$$/stat | tr -s '0-9' n
f() { local LINENO_HERE=$LINENO; echo "$FUNCNAME \${BASH_LINENO[0]} $LINENO \${BASH_SOURCE[0]}"; }; f
export -f f; bash -c f; bash -c 'echo $SHLVL'
(exit 7); echo "$? \${PIPESTATUS[*]}"; false | true | (exit 4); echo "\${PIPESTATUS[*]}"
sleep 0 & wait $!; echo "waited $? $(jobs | wc -l)"
cat <<END
here $0
END
head -c 20 "$0"; echo; wc -c <"$BASH_SOURCE"; [ -r /dev/stdin ] && cat; read -r x; echo $?
echo 'echo "sourced $BASH_SOURCE $LINENO \${FUNCNAME[*]}"' >lib; source ./lib; . ./lib
trap 'echo "exit trap $? $LINENO"' EXIT; trap 'echo "err trap $LINENO"' ERR; false
nothing-of-this-name; echo $?
eval 'echo "eval $LINENO"'; exec 3>&2; echo third >&3
exec bash -c 'echo "$0 $SHLVL $*"; env | sort | grep -v -e RANDOM -e EPOCH -e PID= -e SECONDS; exit 9' other a b
`;

const processes = () => readdirSync("/proc").filter((name) => /^\d+$/.test(name));

function startedWith(pid: string): string {
  return ["cmdline", "environ"].map((file) => readIfThere(`/proc/${pid}/${file}`)).join(" ");
}

/** Those that execute a script of ours. */
function stoppedBashes(): string[] {
  return processes().filter(
    (pid) =>
      /^State:\tT/m.test(readIfThere(`/proc/${pid}/status`)) &&
      startedWith(pid).includes(".signalbox/script"),
  );
}

function readIfThere(path: string): string {
  try {
    return readFileSync(path, "utf8");
  } catch (error) {
    if (isSystemProblem(error)) return "";
    throw error;
  }
}

describe.each(await levelsHere())("a bash that has waited at the gate, by %s", async (level) => {
  const { run, start } = await openTestExecutor(level);

  /** Runs a script in a bash that has waited for it. */
  async function runWaited(script: string, request: Partial<ScriptRequest> = {}) {
    // A slot gets ready right after the result of its last script was given.
    await setImmediate();
    return run(script, request);
  }

  it("is there for scripts, and not for what it would not suit", async () => {
    expect((await runWaited(HAD_WAITED)).stdout).toBe("waited\n");
    const unsuited: Partial<ScriptRequest>[] = [
      { options: COLD },
      { options: ["-o", "posix"] },
      { options: ["-x"] },
      { options: ["-a"] },
      { env: { BASH_ENV: "" } },
      { env: { LANG: "C" } },
      { env: { LC_ALL: "C" } },
      { env: { big: "x".repeat(9_000) } },
    ];
    for (const request of unsuited) {
      expect((await runWaited(HAD_WAITED, request)).stdout).toBe("cold\n");
    }
  });

  it.each<[string, Partial<ScriptRequest>]>([
    ["no options", { options: [] }],
    ["an option with a name", { options: ["-o", "pipefail"] }],
    ["options that change what the shell does", { options: ["-fkBCEHT", "-o", "physical", "-o", "noglob"] }],
    ["a merged output", { output: "merged" }],
    ["values", { env: { a: "1", HOSTNAME: "h", b: "it's\n$(id) `id` \\ \u0001 \u007f é€😀", REPLY: "r" } }],
  ])("is for its script as one that was started for it, with %s", async (_what, request) => {
    const plain = (text: string) =>
      text.replaceAll(/work-\d+/g, "work").replace(/^(\/\S+\/bash ).*(\.signalbox\/script $)/m, "$1$2");
    expect((await runWaited(HAD_WAITED, { ...request, output: "split" })).stdout).toBe("waited\n");
    const waited = await runWaited(EVERYTHING, request);
    const cold = await run(EVERYTHING, { ...request, options: [...COLD, ...(request.options ?? [])] });
    for (const stream of ["stdout", "stderr", "merged"] as const)
      expect(plain(waited[stream])).toBe(plain(cold[stream]));
    expect(waited).toMatchObject({ exitCode: 9, signal: null, spawnError: null });
    expect(cold).toMatchObject({ exitCode: 9, signal: null, spawnError: null });
  });

  it("stops at the first failure of a script with -e, in the script's line", async () => {
    for (const options of [["-e"], [...COLD, "-e"]]) {
      const ended = await runWaited("echo one\nfalse\necho two", { options });
      expect(ended).toMatchObject({ exitCode: 1, stdout: "one\n", stderr: "" });
    }
    expect((await runWaited("\nif true; then\n  echo $nothing\nfi", { options: ["-u"] })).stderr).toBe(
      ".signalbox/script: line 3: nothing: unbound variable\n",
    );
    expect((await runWaited("echo a\nif")).stderr).toBe(
      ".signalbox/script: line 3: syntax error: unexpected end of file\n",
    );
  });

  it("brings any value to the script as it is", async () => {
    const value = fc.string({ unit: "binary", maxLength: 40 }).map((text) => text.replaceAll("\0", ""));
    const script = 'printf "%s\\0" "$v" "$w"; python3 -c \'import os; print(os.environ["v"], end="")\'';
    await fc.assert(
      fc.asyncProperty(value, value, async (v, w) => {
        const { stdout } = await runWaited(script, { env: { v, w } });
        const texts = [v, w, v].map((text) => Buffer.from(text).toString());
        expect(stdout).toBe(texts.join("\0"));
      }),
      { numRuns: 20 },
    );
  });

  it("has nothing of the script before it", async () => {
    await runWaited(
      "export left=1; f() { :; }; export -f f; alias x=y; umask 0; exec 9</dev/null; cd /; set -f",
    );
    const seen = await runWaited(
      'echo "${left-none} $(declare -F) $(alias) $(umask) $- $PWD"; ls -A; [ -e /proc/self/fd/9 ]; echo $?',
    );
    expect(seen.stdout).toMatch(/^none {3}0022 hB .*\/work-\d+\n\.signalbox\n1\n$/);
    await run(
      "echo secret-1 >note; echo x >.signalbox/mine; mkdir -p a/b; chmod 0 a; chmod 755 . .signalbox",
    );
    const next = await runWaited(
      "ls -AR . | grep -v '^$'; stat -c %a . .signalbox; cat .signalbox/script | wc -l",
    );
    expect(next.stdout).toBe(".:\n.signalbox\n./.signalbox:\nscript\n700\n700\n0\n");
  });

  it("is not reached by the values of the script before it, also when that was killed", async () => {
    for (let n = 0; n < 5; n += 1) {
      await setImmediate();
      const { execution, ended } = start("sleep 60", { env: { value: `secret-${n}` } });
      execution.kill("cancelled", "now");
      await ended;
      expect((await run('echo "${value-none}"')).stdout).toBe("none\n");
    }
  });

  it("has its values in no argument and in no environment that another process could read", async () => {
    /** How many processes have been started with this text, while the script stands still. */
    async function readersOf(text: string, options: string[]) {
      await run("true");
      await setImmediate();
      const { execution, ended } = start("echo $BASHPID >$SIGNALBOX_OUTPUT; kill -STOP $$", {
        env: { value: text },
        options,
      });
      await vi.waitFor(() => expect(stoppedBashes()).not.toEqual([]));
      const readers = processes().filter((pid) => startedWith(pid).includes(text));
      execution.kill("cancelled", "now");
      await ended;
      return readers.length;
    }
    expect(await readersOf("only-for-a-cold-one", COLD)).toBe(1);
    expect(await readersOf("only-for-one-that-waited", [])).toBe(0);
  });
});

describe("passageMessage", () => {
  it("gives its own length, and is printable ASCII", () => {
    fc.assert(
      fc.property(
        fc.dictionary(fc.stringMatching(/^[a-z]{1,5}$/), fc.string({ unit: "binary" })),
        (values) => {
          const env = Object.fromEntries(
            Object.entries(values).map(([k, v]) => [`v_${k}`, v.replaceAll("\0", "")]),
          );
          const message = passageMessage({ env, options: [], output: "merged" });
          if (message === null) return;
          const text = message.toString("latin1");
          expect(Number(text.slice(0, 8))).toBe(message.length - 8);
          expect(text).toMatch(/^[\n -~]*$/);
        },
      ),
    );
  });
});
