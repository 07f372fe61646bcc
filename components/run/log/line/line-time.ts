/** A time in a log: for the eye, with day and zone, and for programs. */
export type LineTime = { readonly short: string; readonly long: string; readonly iso: string };

/** The time of a line in the reader's time zone, such as `14:05:06.123`; with the day where a log is longer than one. */
export function lineTime(at: Date, hasDay: boolean): LineTime {
  const clock = [at.getHours(), at.getMinutes(), at.getSeconds()].map(twoDigits).join(":");
  const short = `${clock}.${String(at.getMilliseconds()).padStart(3, "0")}`;
  return {
    short: hasDay ? `${dayText(at)} ${short}` : short,
    long: at.toLocaleString(undefined, { dateStyle: "full", timeStyle: "long" }),
    iso: at.toISOString(),
  };
}

/** Whether two times are on different days in the reader's time zone. */
export function areOnOtherDays(one: Date, other: Date): boolean {
  return dayText(one) !== dayText(other);
}

function dayText(at: Date): string {
  return [at.getFullYear(), at.getMonth() + 1, at.getDate()].map(twoDigits).join("-");
}

function twoDigits(number: number): string {
  return String(number).padStart(2, "0");
}
