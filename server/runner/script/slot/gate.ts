import type { OutputMode } from "#engine/kinds/kind/task.ts";
import { BASH_OWN, variableNameProblem } from "../process/variable-names.ts";
import { quoteForBash } from "./quote-for-shell.ts";

/**
 * What bash executes before it opens its script: it waits for a command from the runner, and executes it. The last line
 * sets `$_` as it is in a bash that did not wait. An older bash knows no `read -N`, and ends.
 *
 * Descriptor 7 is this text, 8 the runner's pipe.
 */
export const GATE_PROGRAM = `read -r -N 8 REPLY <&8 && read -r -N "$REPLY" REPLY <&8 || exit 97
eval "$REPLY"
: "$BASH"
`;

/** Ends a bash that waits, so that its slot is free for another program. */
export const DISMISSAL = gateMessage("exit 0");

/** What a waiting bash is told of its attempt. */
export type Passage = {
  /** The attempt's own variables. The usual ones are there already. */
  readonly env: Readonly<Record<string, string>>;
  readonly options: readonly string[];
  readonly output: OutputMode;
};

/** A new pipe always takes this much at once: two pages, where the user has very many pipes. */
const MAX_MESSAGE_BYTES = 8192;

/** Variables that bash reads when it starts, and that are not special for the slot's shell as well. */
const BASH_START = /^(LANG|CHILD_MAX|EXECIGNORE|HOSTFILE|TEXTDOMAIN.*|histchars|ignoreeof|auto_resume)$/;
/**
 * Options that `set` sets as the command line does. Not `-x` and `-v`, which would show what comes after them here, and
 * not those that decide what bash reads when it starts.
 */
const SETTABLE =
  /^(-[befhkuBCEHPT]+|-o|braceexpand|errexit|errtrace|functrace|hashall|noclobber|noglob|nounset|physical|pipefail)$/;

/**
 * The message that lets a waiting bash execute its script; null where a waiting bash would differ from one that is
 * started with these variables and options, or where the message is too long.
 */
export function passageMessage({ env, options, output }: Passage): Buffer | null {
  if (!options.every((option) => SETTABLE.test(option))) return null;
  const names = Object.keys(env);
  if (!names.every((name) => variableNameProblem(name) === null && !isReadByBash(name))) return null;
  const commands = [`exec 7<&- 8<&-${output === "merged" ? " 2>&1" : ""}`, "unset BASH_ENV REPLY"];
  if (names.length > 0) {
    const words = Object.entries(env).map(([name, value]) => `${name}=${quoteForBash(value)}`);
    commands.push(`export ${words.join(" ")}`);
  }
  commands.push("SECONDS=0");
  if (options.length > 0) commands.push(`set ${options.join(" ")}`);
  const message = gateMessage(commands.join(";"));
  return message.length <= MAX_MESSAGE_BYTES ? message : null;
}

function isReadByBash(name: string): boolean {
  return BASH_OWN.test(name) || BASH_START.test(name);
}

function gateMessage(command: string): Buffer {
  return Buffer.from(String(command.length).padStart(8, "0") + command);
}
