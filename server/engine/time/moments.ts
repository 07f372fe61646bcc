const TIME = /^([01]\d|2[0-3]):([0-5]\d)$/;
const DATE_AND_TIME = /^(\d{4})-(\d{2})-(\d{2})T([01]\d|2[0-3]):([0-5]\d)$/;
const DAY_MS = 86_400_000;

/** A sentence that says why `text` is not a moment (`02:00`, `2026-12-24T18:00`); null if it is one. */
export function momentProblem(text: string): string | null {
  if (TIME.test(text) || wallTimeOf(text) !== null) return null;
  return `Wanted a time of the day such as \`02:00\`, or a date with one such as \`2026-12-24T18:00\`, found \`${text.slice(0, 40)}\`.`;
}

/** A sentence that says why `zone` is not the name of a time zone; null if it is one. */
export function zoneProblem(zone: string): string | null {
  try {
    clockOf(zone);
    return null;
  } catch {
    return `\`${zone.slice(0, 60)}\` is not a time zone. Write it as \`Europe/Berlin\`, \`America/New_York\` or \`UTC\`.`;
  }
}

/**
 * The moment of `until`: the next such time of day after `now`, or the given date, which may have passed. A time that a
 * clock change skips becomes later by the skipped time. Of a time that a clock change repeats, the first counts.
 *
 * @param now milliseconds since 1970, UTC; the result has the same unit.
 * @throws RangeError if `momentProblem` or `zoneProblem` gives a problem.
 */
export function momentOf(until: string, zone: string, now: number): number {
  const date = wallTimeOf(until);
  if (date !== null) return instantOf(date, zone);
  const time = TIME.exec(until);
  if (time === null) throw new RangeError(`${until} is not a moment.`);
  const today = Math.floor(wallTimeAt(now, zone) / DAY_MS) * DAY_MS;
  const ofDay = (Number(time[1]) * 60 + Number(time[2])) * 60_000;
  const first = instantOf(today + ofDay, zone);
  return first > now ? first : instantOf(today + DAY_MS + ofDay, zone);
}

/** The date that a calendar in the zone shows at a moment: `2026-12-24`. */
export function dateAt(instant: number, zone: string): string {
  return new Date(wallTimeAt(instant, zone)).toISOString().slice(0, 10);
}

/** Zones with the days on which their clocks change. So few days are asked about that each is worked out once. */
const changes = new Map<string, boolean>();
const MAX_CHANGES = 5_000;

/**
 * Whether a clock change of a zone skips a local time.
 *
 * @param date such as `2026-03-29`, and `clock` such as `02:30:00`.
 * @throws RangeError if `zoneProblem` gives a problem.
 */
export function isSkippedTime(date: string, clock: string, zone: string): boolean {
  const key = `${zone} ${date}`;
  let hasChange = changes.get(key);
  if (hasChange === undefined) {
    const day = Date.parse(`${date}T00:00:00Z`);
    hasChange = offsetAt(day - DAY_MS, zone) !== offsetAt(day + 2 * DAY_MS, zone);
    if (changes.size >= MAX_CHANGES) changes.clear();
    changes.set(key, hasChange);
  }
  if (!hasChange) return false;
  const wallTime = Date.parse(`${date}T${clock}Z`);
  return wallTimeAt(instantOf(wallTime, zone), zone) !== wallTime;
}

/** Milliseconds of a local time, as if it were UTC; null if there is no such date. */
function wallTimeOf(text: string): number | null {
  const parts = DATE_AND_TIME.exec(text)?.slice(1).map(Number);
  if (parts === undefined) return null;
  const [year = 0, month = 0, day = 0, hour = 0, minute = 0] = parts;
  const time = Date.UTC(year, month - 1, day, hour, minute);
  return new Date(time).toISOString().slice(0, 16) === text ? time : null;
}

function instantOf(wallTime: number, zone: string): number {
  const before = wallTime - offsetAt(wallTime - DAY_MS, zone);
  if (wallTimeAt(before, zone) === wallTime) return before;
  const after = wallTime - offsetAt(wallTime + DAY_MS, zone);
  return wallTimeAt(after, zone) === wallTime ? after : before;
}

function offsetAt(instant: number, zone: string): number {
  return wallTimeAt(instant, zone) - Math.floor(instant / 1_000) * 1_000;
}

function wallTimeAt(instant: number, zone: string): number {
  const parts = new Map(
    clockOf(zone)
      .formatToParts(instant)
      .map(({ type, value }) => [type, Number(value)]),
  );
  const [year = 0, month = 0, day = 0, hour = 0, minute = 0, second = 0] = FIELDS.map((field) =>
    parts.get(field),
  );
  return Date.UTC(year, month - 1, day, hour, minute, second);
}

const FIELDS = ["year", "month", "day", "hour", "minute", "second"] as const;
const clocks = new Map<string, Intl.DateTimeFormat>();

function clockOf(zone: string): Intl.DateTimeFormat {
  const known = clocks.get(zone);
  if (known !== undefined) return known;
  const made = new Intl.DateTimeFormat("en-US", {
    timeZone: zone,
    hourCycle: "h23",
    year: "numeric",
    month: "numeric",
    day: "numeric",
    hour: "numeric",
    minute: "numeric",
    second: "numeric",
  });
  clocks.set(zone, made);
  return made;
}
