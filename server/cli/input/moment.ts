import { isDate, normalDateTime } from "#engine/time/dates.ts";
import { parseDuration } from "#engine/time/durations.ts";
import { badUsage } from "../command/command-problem.ts";

const ZONE_MISSING = /T[\d:.,]+$/;

/**
 * The time that an option names: so long ago, a day, which begins at midnight here, or a time. One without a zone is one
 * of here, as the times that are printed.
 *
 * @throws CommandProblem where it is none.
 */
export function momentOf(text: string): Date {
  const ago = parseDuration(text);
  if (ago !== null) return new Date(Date.now() - ago);
  if (isDate(text)) return new Date(`${text}T00:00`);
  // Judged as if it were of UTC: which zone it is of makes no day.
  const isOfHere = ZONE_MISSING.test(text);
  const normal = normalDateTime(isOfHere ? `${text}Z` : text);
  if (normal !== null) return new Date(isOfHere ? text : normal);
  throw badUsage(`"${text}" is no time: write 2h, 7d, 2026-11-26, or 2026-11-26T12:00Z.`);
}
