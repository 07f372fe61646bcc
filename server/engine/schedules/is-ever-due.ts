import { Cron } from "croner";

/** Whether a cron rule is ever due does not depend on when that is asked. */
const SOME_DAY = Date.UTC(2026, 0, 1);
/** To find out that a rule is never due, thousands of years are gone through. */
const MAX_NEVER = 5;

/**
 * Tells for the cron rules of one file which are never due. Minutes, hours and zones do not matter for that, so each kind of
 * days is looked at once. After a few that are never due it looks no further: the file has its problems then.
 *
 * @returns a function that takes a rule without a mistake: false where it was found to be never due.
 */
export function everDueOf(): (cron: string) => boolean {
  const known = new Map<string, boolean>();
  let never = 0;
  return (cron) => {
    const fields = cron.trim().split(/\s+/);
    // A name, such as `@daily`, has no fields.
    if (fields.length !== 5) return true;
    const days = fields.slice(2).join(" ");
    const found = known.get(days);
    if (found !== undefined) return found;
    if (never >= MAX_NEVER) return true;
    const rule = new Cron(`0 0 ${days}`, { utcOffset: 0, paused: true, mode: "5-part" });
    const isDue = rule.nextRun(new Date(SOME_DAY)) !== null;
    known.set(days, isDue);
    if (!isDue) never += 1;
    return isDue;
  };
}

/** What is said of a rule that is never due. */
export const NEVER_DUE = "It would never be due: the calendar has no such day.";
