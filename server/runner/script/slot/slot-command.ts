import type { OutputMode } from "#engine/kinds/kind/task.ts";
import { GATE_PROGRAM } from "./gate.ts";
import { quoteForBash, quoteForShell } from "./quote-for-shell.ts";

/**
 * How a slot's shell separates scripts. `namespace`: the shell is process 1 of a pid namespace, so "all" is the process
 * number -1. `group`: each script gets a process group by the shell's job control. `user`: the same, and all processes of
 * the slot's user are its own, so those that left the group are killed as well.
 */
export type Separation = "namespace" | "group" | "user";

/** A script, ready in its directory. */
export type Launch = {
  /** Where the script starts. */
  readonly directory: string;
  /** The interpreter, absolute; its arguments; the script, relative to the directory. */
  readonly program: readonly string[];
  /** The whole environment. */
  readonly env: Readonly<Record<string, string>>;
};

/** Where a script prints. */
export type LaunchOutputs = {
  readonly output: OutputMode;
  /** FIFOs for stdout and stderr, opened for this script; null: the shell holds 4 and 5 open. */
  readonly outputs: readonly [string, string] | null;
};

/** A shell expression: the major version of bash, or 0 for another shell. */
const BASH_VERSION = `\${BASH_VERSINFO:-0}`;
/**
 * `read -N` is older, but `wait -f` (not disturbed by a stop) came with this version. With one limit there are only two
 * cases.
 */
const FIRST_MODERN_BASH = 5;

/**
 * The line that makes a slot's shell execute the script of `scriptProgram`, and report its end: `#ended STATUS LEFT`,
 * after the shell's own message about a signal. LEFT is 1 where something that the script had started is still there. In
 * a group, `#group PID` comes first.
 *
 * Only the fork reads the program: its values are never in the shell itself, which the slot's next script might read.
 */
export function launchCommand(separation: Separation, bashVersion: number, program: Buffer): string {
  return endedCommand(separation, `(${readingOf(bashVersion, program.length)})`);
}

/** The line that starts a bash that waits at the gate before it opens its script. */
export function waitCommand(separation: Separation, launch: Launch, outputs: LaunchOutputs): string {
  const gated = { ...launch, env: { ...launch.env, BASH_ENV: "/dev/fd/7" } };
  return endedCommand(separation, `(${startOf(gated, `${redirectionsOf(outputs)}`, quoteForShell)})`);
}

/**
 * What the fork of a slot's shell reads from the pipe 8 and executes. No value is in an argument list or in a file.
 *
 * @param bashVersion bash counts characters: it gets bytes of ASCII only.
 */
export function scriptProgram(bashVersion: number, launch: Launch, outputs: LaunchOutputs): Buffer {
  const quote = bashVersion === 0 ? quoteForShell : quoteForBash;
  return Buffer.from(`${startOf(launch, `${redirectionsOf(outputs)} 7<&- 8<&-`, quote)}\n`);
}

function endedCommand(separation: Separation, script: string): string {
  const ended = `l=0;kill -0 ${allProcesses(separation)} 2>&6&&l=1;${endDaemons(separation)}echo "#ended $s $l">&2\n`;
  return separation === "namespace"
    ? `${script};s=$?;${ended}`
    : `${script}&p=$!;echo "#group $p">&2;wait $wait_flag $p;s=$?;${ended}`;
}

/** Dash executes a line as soon as it has read it. Bash would wait for the end of the pipe, which never comes. */
function readingOf(bashVersion: number, bytes: number): string {
  if (bashVersion === 0) return ". /dev/fd/8";
  if (bashVersion < FIRST_MODERN_BASH) return `eval "$(head -c ${bytes} <&8)"`;
  return `read -r -N ${bytes} c <&8&&eval "$c"`;
}

function redirectionsOf({ output, outputs }: LaunchOutputs): string {
  const [out, err] = outputs?.map(quoteForShell) ?? ["&4", "&5"];
  // Two pipes keep no order among each other. Only one pipe for both does.
  const errors = output === "merged" ? "&1" : err;
  return `</dev/null >${out} 2>${errors} ${outputs === null ? "4>&- 5>&- 6>&-" : "6>&-"}`;
}

function startOf({ directory, program, env }: Launch, open: string, quote: (text: string) => string): string {
  const variables = Object.entries(env).map(([name, value]) => `${name}=${quote(value)}`);
  // Bash says so where a locale is not installed, which is no failure.
  const exported = `{ unset OLDPWD SHLVL&&export ${variables.join(" ")};} 2>&6`;
  return `cd ${quote(directory)}&&${exported}&&exec ${program.map(quote).join(" ")} ${open}`;
}

/** The line that makes the shell say `#left 1` or `#left 0`: whether any process of the last script is still there. */
export function leftCommand(separation: Separation): string {
  // An ended process counts until it is collected, and a shell collects when it waits for a fork of its own.
  return `(:);l=0;kill -0 ${allProcesses(separation)} 2>&6&&l=1;${endDaemons(separation)}echo "#left $l">&2\n`;
}

/** For separation by user: kills all but the shell, whatever its group is, and says `#left 0`. */
export const END_USER_COMMAND = 'kill -KILL -1 2>&6;echo "#left 0">&2\n';

/**
 * Once nothing of the script's group is left, what left the group is killed. For a user without capabilities, -1 means all
 * of its other processes; whether there are any, Linux does not say.
 */
function endDaemons(separation: Separation): string {
  return separation === "user" ? "[ $l = 1 ]||kill -KILL -1 2>&6;" : "";
}

/** Like `leftCommand`, with a TERM to all processes first. */
export function endLeftCommand(separation: Separation): string {
  return `kill -TERM ${allProcesses(separation)} 2>&6;${leftCommand(separation)}`;
}

/**
 * For process 1 of a namespace, -1 means all other processes in it. For root outside a namespace it means the whole
 * machine.
 */
function allProcesses(separation: Separation): string {
  return separation === "namespace" ? "-1" : "-- -$p";
}

/**
 * The lines that turn a new shell into a slot. It makes the FIFOs `out`, `err` and `go` in its directory, and the file
 * `gate`, and says `#fifos`; the runner opens its ends, and answers with `holdEndsCommand`.
 *
 * The first line matters most: outside of a namespace, `kill -TERM -1` would end every process of the machine.
 */
export function openingCommand(separation: Separation, directory: string): string {
  const fit =
    separation === "namespace"
      ? '[ "$$" = 1 ]||exit 90;read -r self rest </proc/self/stat;[ "$self" = 1 ]||exit 91'
      : `${separation === "user" ? '[ "$EUID" != 0 ]||exit 93;' : ""}set -m;wait_flag=;[ ${BASH_VERSION} -lt ${FIRST_MODERN_BASH} ]||wait_flag=-f`;
  return [
    fit,
    `umask 022;[ "$(ulimit -c)" = 0 ]||ulimit -c 0`,
    // When memory is short, Linux must kill a script first, never the runner or the database.
    "[ ! -w /proc/self/oom_score_adj ]||echo 500 >/proc/self/oom_score_adj",
    "exec 6>/dev/null",
    `cd ${quoteForShell(directory)}&&mkfifo -m 600 out err go&&printf %s ${quoteForShell(GATE_PROGRAM)}>gate||exit 92`,
    `echo "#fifos">&2`,
    "",
  ].join("\n");
}

/**
 * The line that makes the shell hold its ends open for all of its scripts, leave the directory, and say `#ready
 * VERSION`: the version of bash, or 0.
 */
export function holdEndsCommand(separation: Separation): string {
  const outputs = separation === "namespace" ? "4>out 5>err " : "";
  return `exec ${outputs}7<gate 8<>go;cd /;echo "#ready ${BASH_VERSION}">&2\n`;
}

/**
 * A command in the form that this shell reads fastest. Dash reads all that is there at once. Bash reads its program
 * byte by byte, but not what `read -N` reads: measured, that saves half a millisecond for each script.
 */
export function forShell(bashVersion: number, command: string): string {
  if (bashVersion < FIRST_MODERN_BASH) return command;
  return `read -r -N ${Buffer.byteLength(command)} c;eval "$c"\n${command}`;
}
