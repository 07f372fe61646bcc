import { diffArrays } from "diff";

/** One part of a text that becomes another one. `from` and `to` are places in the text before. */
type TextChange = { readonly from: number; readonly to: number; readonly insert: string };

/** Texts that differ in more lines are changed as one part: to compare them would take too long. */
const MAX_CHANGED_LINES = 200;

/**
 * Small changes that make one text the other, so that a cursor outside of them stays where it is, also between two lines
 * that somebody else changed; null for none.
 */
export function textChange(before: string, after: string): readonly TextChange[] | null {
  if (before === after) return null;
  const all = leastChange(before, after, 0);
  const old = before.slice(all.from, all.to);
  if (!old.includes("\n") || !all.insert.includes("\n")) return [all];
  const parts = diffArrays(linesOf(old), linesOf(all.insert), { maxEditLength: MAX_CHANGED_LINES });
  if (parts === undefined) return [all];
  const changes: TextChange[] = [];
  let at = all.from;
  let [removed, added] = ["", ""];
  const end = () => {
    if (removed !== "" || added !== "") changes.push(leastChange(removed, added, at));
    at += removed.length;
    [removed, added] = ["", ""];
  };
  for (const part of parts) {
    const text = part.value.join("");
    if (part.removed) removed += text;
    else if (part.added) added += text;
    else {
      end();
      at += text.length;
    }
  }
  end();
  return changes;
}

/** Each with the end of its line. */
function linesOf(text: string): string[] {
  return text.split(/(?<=\n)/);
}

/** The least one change, for a text that begins at this place. */
function leastChange(before: string, after: string, at: number): TextChange {
  const most = Math.min(before.length, after.length);
  let start = 0;
  while (start < most && before[start] === after[start]) start += 1;
  let end = 0;
  while (end < most - start && before.at(-1 - end) === after.at(-1 - end)) end += 1;
  return { from: at + start, to: at + before.length - end, insert: after.slice(start, after.length - end) };
}
