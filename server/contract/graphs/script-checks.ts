import type { Finding } from "#engine/model/graph-content.ts";

/** A longer script is not read, in characters. */
export const MAX_CHECKED_SCRIPT = 256 * 1_024;
/** When so much was found, no more scripts are read. */
export const MAX_SCRIPT_FINDINGS = 500;

/** How many scripts were not read, by the reason. */
export type UnreadScripts = {
  /** Longer than `MAX_CHECKED_SCRIPT`. */
  readonly tooLong: number;
  /** There was no time left. What was said of the others is kept: the next time gets further. */
  readonly late: number;
  /** The checkers were busy with other scripts. */
  readonly busy: number;
  /** A checker did not answer in time. */
  readonly unanswered: number;
  /** Enough was found in the others. */
  readonly full: number;
  /** Reading it was stopped at a limit, as it would be again. */
  readonly stopped: number;
};

/** What the shell and shellcheck of the server say of the scripts of a graph. Nothing is executed. */
export type ScriptChecks = {
  /** The edit of the draft that was checked. */
  readonly edit: number;
  /** Whether the server has each shell that the scripts are for (every server has sh), and shellcheck. */
  readonly tools: { readonly shell: boolean; readonly shellcheck: boolean };
  readonly findings: readonly Finding[];
  /** How many scripts were not checked, for any reason. */
  readonly unchecked: number;
  readonly unread: UnreadScripts;
};

/** A program with which this server reads scripts. */
export type CheckerView = {
  readonly program: "bash" | "sh" | "shellcheck";
  readonly state: "ready" | "missing" | "busy" | "no answer";
  /** What it says of itself; null where it says nothing, as many a sh. */
  readonly version: string | null;
};

/** How many scripts may be read when it is asked again. */
export function readableLater({ late, busy, unanswered }: UnreadScripts): number {
  return late + busy + unanswered;
}

/** What was not checked, as sentences: where nothing is found, it may be because of that. */
export function unreadSentences({
  tools,
  unread,
}: Pick<ScriptChecks, "tools" | "unread">): readonly string[] {
  const { tooLong, late, busy, unanswered, full, stopped } = unread;
  return [
    ...(tools.shell ? [] : ["The server has no bash: the syntax of scripts for bash was not checked."]),
    ...(tools.shellcheck ? [] : ["The server has no shellcheck."]),
    ...sentence(tooLong, `longer than ${MAX_CHECKED_SCRIPT / 1_024} KiB`, "longer scripts are not read"),
    ...sentence(late, "not read", "there was no time left"),
    ...sentence(busy, "not read", "the server was busy with other scripts"),
    ...sentence(unanswered, "not read", "the checker did not answer in time"),
    ...sentence(full, "not read", `${MAX_SCRIPT_FINDINGS} findings are enough`),
    ...sentence(stopped, "not read to the end", "the checker needed too much time or memory"),
  ];
}

function sentence(count: number, what: string, why: string): readonly string[] {
  if (count === 0) return [];
  const scripts = count === 1 ? "1 script is" : `${count.toLocaleString("en")} scripts are`;
  return [`${scripts} ${what}: ${why}.`];
}
