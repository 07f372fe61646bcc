import { constants } from "node:os";

/** A message of a slot's shell. */
export type SlotReply =
  | { readonly kind: "fifos" }
  | { readonly kind: "ready"; readonly bashVersion: number }
  | { readonly kind: "group"; readonly pid: number }
  | { readonly kind: "ended"; readonly end: LeaderEnd; readonly isAnythingLeft: boolean }
  | { readonly kind: "left"; readonly isAnythingLeft: boolean };

/** The end of the script itself; `problem`: it did not begin, in the shell's words. */
export type LeaderEnd =
  | { readonly kind: "exited"; readonly code: number }
  | { readonly kind: "signalled"; readonly signal: string }
  | { readonly kind: "problem"; readonly text: string };

/** A shell adds this to the number of the signal that ended a program. */
const SIGNAL_BASE = 128;

/**
 * Collects the lines of a slot's shell into replies. Its chunks are given in order.
 *
 * @returns the replies that are complete now, and the words that belong to none yet.
 */
export function slotReplies(): { take(chunk: string): SlotReply[]; words(): string } {
  let rest = "";
  let words: string[] = [];
  return {
    words: () => [...words, rest].join("\n").trim(),
    take(chunk) {
      const lines = (rest + chunk).split("\n");
      rest = lines.pop() ?? "";
      const replies: SlotReply[] = [];
      for (const line of lines) {
        const reply = replyOf(line, words.join("\n").trim());
        if (reply === null) words.push(line);
        else {
          replies.push(reply);
          if (reply.kind === "ended") words = [];
        }
      }
      return replies;
    },
  };
}

function replyOf(line: string, words: string): SlotReply | null {
  const [kind, first = "", second] = line.split(" ");
  switch (kind) {
    case "#fifos":
      return { kind: "fifos" };
    case "#ready":
      return { kind: "ready", bashVersion: Number(first) };
    case "#group":
      return { kind: "group", pid: Number(first) };
    case "#left":
      return { kind: "left", isAnythingLeft: first === "1" };
    case "#ended":
      return { kind: "ended", end: leaderEndOf(Number(first), words), isAnythingLeft: second === "1" };
    default:
      return null;
  }
}

/**
 * A shell's status is the same number for `exit 137` and for an end by signal 9, but for the signal it also prints a
 * word. It prints nothing for SIGINT and SIGPIPE (dash always, bash without job control): these are reported as the
 * exit codes 130 and 141, which is also what most programs mean by them.
 */
function leaderEndOf(status: number, words: string): LeaderEnd {
  if (words === "") return { kind: "exited", code: status };
  if (status > SIGNAL_BASE) return { kind: "signalled", signal: signalName(status - SIGNAL_BASE) };
  return status === 0 ? { kind: "exited", code: 0 } : { kind: "problem", text: words };
}

function signalName(number: number): string {
  const found = Object.entries(constants.signals).find(([, value]) => value === number);
  return found?.[0] ?? `SIG${number}`;
}
