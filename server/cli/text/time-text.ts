/** `2026-02-03 14:05:06` in this machine's time zone; `-` for none. */
export function timeText(time: Date | null): string {
  if (time === null) return "-";
  const day = [time.getFullYear(), time.getMonth() + 1, time.getDate()].map((part) =>
    String(part).padStart(2, "0"),
  );
  return `${day.join("-")} ${clockText(time)}`;
}

/** `2026-02-03T14:05:06.123+01:00` in this machine's time zone. */
export function momentText(time: Date): string {
  const minutes = -time.getTimezoneOffset();
  const local = new Date(time.getTime() + minutes * 60_000).toISOString().slice(0, -1);
  const [hours, rest] = [Math.floor(Math.abs(minutes) / 60), Math.abs(minutes) % 60];
  return `${local}${minutes < 0 ? "-" : "+"}${twoDigits(hours)}:${twoDigits(rest)}`;
}

function twoDigits(number: number): string {
  return String(number).padStart(2, "0");
}

/** `14:05:06` in this machine's time zone. */
export function clockText(time: Date): string {
  return [time.getHours(), time.getMinutes(), time.getSeconds()]
    .map((part) => String(part).padStart(2, "0"))
    .join(":");
}

/** `0.4s`, `12s`, `3m 4s`, `2h 5m`, `4d 3h`: at most two parts. */
export function spanText(milliseconds: number): string {
  const span = Math.max(0, milliseconds);
  if (span < 10_000) return `${(span / 1_000).toFixed(1)}s`;
  const seconds = Math.round(span / 1_000);
  if (seconds < 60) return `${seconds}s`;
  if (seconds < 3_600) return `${Math.floor(seconds / 60)}m ${seconds % 60}s`;
  const minutes = Math.floor(seconds / 60);
  if (minutes < 1_440) return `${Math.floor(minutes / 60)}h ${minutes % 60}m`;
  return `${Math.floor(minutes / 1_440)}d ${Math.floor((minutes % 1_440) / 60)}h`;
}
