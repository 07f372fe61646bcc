import { AUDIT_OBJECTS, AUDIT_RESULTS, AUDIT_WHO } from "./audit.ts";

const DAY = /^\d{4}-\d{2}-\d{2}$/;
const DAY_MS = 24 * 3_600_000;

/** The filter that an address has. A word that is not known is ignored, so that an old link still shows a list. */
export function auditFilterIn(query: ReadonlyMap<string, string>) {
  const text = (word: string) => query.get(word)?.trim().slice(0, 200) || undefined;
  const since = dayIn(query.get("since"));
  const until = dayIn(query.get("until"));
  const who = text("who");
  const kind = AUDIT_WHO.find((each) => each === who);
  return {
    who: kind,
    whoName: kind === undefined ? who : undefined,
    act: text("act"),
    objectKind: AUDIT_OBJECTS.find((each) => each === query.get("kind")),
    objectName: text("object"),
    result: AUDIT_RESULTS.find((each) => each === query.get("result")),
    since,
    // The whole day counts.
    until: until && new Date(until.getTime() + DAY_MS - 1),
  };
}

function dayIn(text: string | undefined): Date | undefined {
  if (text === undefined || !DAY.test(text)) return undefined;
  const day = new Date(`${text}T00:00:00Z`);
  return Number.isNaN(day.getTime()) ? undefined : day;
}
