import type { RefusalCode } from "#contract/refusal.ts";

/** The exit codes of the command line. docs/command-line.md lists them for people. */
export const EXIT_CODE = {
  ok: 0,
  /** The pipeline that was waited for ended, and did not succeed. */
  pipelineFailed: 1,
  badInput: 2,
  refused: 3,
  unreachable: 4,
  /** A bug of the command line itself; 70 is EX_SOFTWARE of sysexits.h. */
  bug: 70,
  /** What the command prints could not be written, as on a full disk; 74 is EX_IOERR of sysexits.h. */
  unwritten: 74,
  /** Ctrl-C while waiting; shells say 128 + the signal's number. */
  interrupted: 130,
} as const;

const OF_REFUSAL: Readonly<Record<RefusalCode, number>> = {
  "bad-input": EXIT_CODE.badInput,
  "too-large": EXIT_CODE.badInput,
  "not-found": EXIT_CODE.refused,
  conflict: EXIT_CODE.refused,
  "check-failed": EXIT_CODE.refused,
  "state-forbids": EXIT_CODE.refused,
  "not-signed-in": EXIT_CODE.refused,
  "not-allowed": EXIT_CODE.refused,
  "too-often": EXIT_CODE.refused,
  "database-away": EXIT_CODE.unreachable,
  "database-busy": EXIT_CODE.unreachable,
  "outcome-unknown": EXIT_CODE.unreachable,
  "not-done": EXIT_CODE.unreachable,
};

/** The exit code of a refusal. */
export function exitCodeOf(code: RefusalCode): number {
  return OF_REFUSAL[code];
}
