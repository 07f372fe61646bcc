/** The key of a file that says what the API calls `path`, such as `start` for `startsAt`. */
export function fileKeyOf(path: string): string {
  const [first = ""] = path.split(/[.[]/);
  return KEYS[first] ?? first;
}

const KEYS: Readonly<Record<string, string>> = {
  startsAt: "start",
  endsAt: "end",
  excludedDates: "except",
  everyMs: "every",
  jitterMs: "jitter",
};
