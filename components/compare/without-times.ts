/** Dates with or without a time, times of day, and durations such as `12ms`, `0.4 s` or `3m4s`. */
const TIMES = new RegExp(
  [
    String.raw`\d{4}-\d\d-\d\d(?:[T ]\d\d:\d\d(?::\d\d(?:[.,]\d+)?)?)?(?: ?(?:Z|[+-]\d\d:?\d\d)\b)?`,
    String.raw`\b\d{1,2}:\d\d(?::\d\d(?:[.,]\d+)?)?\b`,
    String.raw`\b\d+(?:\.\d+)? ?(?:ms|s|sec|seconds|min|minutes)\b`,
    String.raw`\b(?:\d+h)?(?:\d+m)(?:\d+(?:\.\d+)?s)\b`,
  ].join("|"),
  "g",
);

/** A text in which all dates, times of day and durations are the same word: two runs are seldom at the same time. */
export function withoutTimes(text: string): string {
  return text.replace(TIMES, "<time>");
}
