import { parseDuration } from "#engine/time/durations.ts";
import { badUsage } from "../command/command-problem.ts";

/** The time that an option names: so long ago, or a time. @throws CommandProblem where it is none. */
export function momentOf(text: string): Date {
  const ago = parseDuration(text);
  if (ago !== null) return new Date(Date.now() - ago);
  const at = new Date(text);
  if (!Number.isNaN(at.getTime())) return at;
  throw badUsage(`"${text}" is no time: write 2h, 7d, or 2026-11-26T12:00Z.`);
}
