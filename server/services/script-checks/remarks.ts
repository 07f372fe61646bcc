import { createHash } from "node:crypto";
import { type Checker, runChecker } from "#platform/shell-check/run-checker.ts";
import { type Remark, readBash, readShellcheck } from "./read-remarks.ts";

/**
 * What is said of a script. `missing`: the checker is not installed; `stopped`: it was ended at a limit, as it would be again;
 * `busy`: it was busy with other scripts; `late`: it did not answer in time.
 */
type Remarks = readonly Remark[] | "missing" | "stopped" | "busy" | "late";

type Shell = "bash" | "sh";

const MAX_KEPT = 2_000;
/** By the digest of what was asked, the oldest first. */
const kept = new Map<string, Remarks>();

/** What the shell itself says of the syntax of a program. */
export function syntaxRemarks(shell: Shell, program: string): Promise<Remarks> {
  // Patterns of extglob are switched on while a script runs, which a shell that only reads cannot know.
  const options = shell === "bash" && program.includes("extglob") ? ["-O", "extglob", "-n"] : ["-n"];
  return keptRemarks({ program: shell, options }, program, readBash);
}

/**
 * Not said: what is in other files, which are not read (SC1090, SC1091), and that a system may pass one option of a `#!` line
 * only (SC2096): here each word is one.
 */
const EXCLUDED = "--exclude=SC1090,SC1091,SC2096";

/** What shellcheck says of a program. */
export function shellcheckRemarks(shell: Shell, program: string): Promise<Remarks> {
  const options = ["--norc", "--format=json1", `--shell=${shell}`, EXCLUDED, "-"];
  return keptRemarks({ program: "shellcheck", options }, program, readShellcheck);
}

async function keptRemarks(checker: Checker, program: string, read: Read): Promise<Remarks> {
  const key = createHash("sha256")
    .update(JSON.stringify([checker.program, checker.options, program]))
    .digest("base64");
  const known = kept.get(key);
  if (known !== undefined) return known;
  const end = await runChecker(checker, program);
  const remarks = remarksOf(end, read);
  // A program may be installed later, and a machine be less busy.
  const isLasting = end.is === "ended" || end.is === "stopped";
  if (!isLasting) return remarks;
  const [oldest] = kept.keys();
  if (kept.size >= MAX_KEPT && oldest !== undefined) kept.delete(oldest);
  kept.set(key, remarks);
  return remarks;
}

type Read = (end: { readonly stdout: string; readonly stderr: string }) => readonly Remark[];

function remarksOf(end: Awaited<ReturnType<typeof runChecker>>, read: Read): Remarks {
  return end.is === "ended" ? read(end) : end.is;
}
