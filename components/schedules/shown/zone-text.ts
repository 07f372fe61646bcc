const FORMATS = new Map<string, Intl.DateTimeFormat>();

/** The zone of whoever looks at the page. */
export function viewerZone(): string {
  return Intl.DateTimeFormat().resolvedOptions().timeZone;
}

/**
 * A moment as a clock of a zone shows it: `Fri, 27 Nov 2026, 14:05`. Where the zone is none, as clocks of UTC show it.
 *
 * @param hasSeconds for times that are less than a minute apart.
 */
export function momentText(at: Date, zone: string, hasSeconds = false): string {
  return formatOf(zone, hasSeconds).format(at);
}

/** A moment as a field for a date and a time has it: `2026-11-27T14:05`. */
export function momentEntry(at: Date, zone: string): string {
  const parts = new Map(
    formatOf(zone, false, "entry")
      .formatToParts(at)
      .map(({ type, value }) => [type, value]),
  );
  const two = (part: Intl.DateTimeFormatPartTypes) => (parts.get(part) ?? "").padStart(2, "0");
  const year = (parts.get("year") ?? "").padStart(4, "0");
  return `${year}-${two("month")}-${two("day")}T${two("hour")}:${two("minute")}`;
}

/** Whether one of these moments is not on a whole minute. */
export function haveSeconds(moments: readonly Date[]): boolean {
  return moments.some((at) => at.getTime() % 60_000 >= 1_000);
}

function formatOf(zone: string, hasSeconds: boolean, use: "text" | "entry" = "text"): Intl.DateTimeFormat {
  const key = `${use} ${hasSeconds} ${zone}`;
  const known = FORMATS.get(key);
  if (known !== undefined) return known;
  const isText = use === "text";
  const options: Intl.DateTimeFormatOptions = {
    ...(isText && { weekday: "short" }),
    year: "numeric",
    month: isText ? "short" : "2-digit",
    day: isText ? "numeric" : "2-digit",
    hour: "2-digit",
    minute: "2-digit",
    ...(hasSeconds && { second: "2-digit" }),
    hourCycle: "h23",
  };
  const made = formatIn(zone, options) ?? formatIn("UTC", options) ?? new Intl.DateTimeFormat("en-GB");
  FORMATS.set(key, made);
  return made;
}

function formatIn(zone: string, options: Intl.DateTimeFormatOptions): Intl.DateTimeFormat | null {
  try {
    return new Intl.DateTimeFormat("en-GB", { ...options, timeZone: zone });
  } catch {
    return null;
  }
}
