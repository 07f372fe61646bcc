import type { LogMatcher } from "#engine/log/log-matcher.ts";
import { shownText } from "#engine/log/shown-line.ts";
import type { AllLines, LineOfTrack } from "./all-lines.ts";

/** Finds lines among those of all tracks. A line that comes late moves those behind it: from there on it is looked again. */
export class AllFinder {
  private readonly all: AllLines;
  private readonly matcher: LogMatcher | null;
  /** The lines that were looked at, in their order. */
  private readonly seen: LineOfTrack[] = [];
  private found: number[] = [];

  constructor(all: AllLines, matcher: LogMatcher | null) {
    this.all = all;
    this.matcher = matcher;
  }

  /** The places of the lines that hold what is wanted, from 0, in order. */
  find(): readonly number[] {
    const { matcher, seen } = this;
    if (matcher === null) return [];
    const { lines } = this.all;
    let same = Math.min(seen.length, lines.length);
    // Lines are only put in between, so what stands at its old place has all before it there, too.
    while (same > 0 && seen[same - 1] !== lines[same - 1]) same -= 1;
    seen.length = same;
    const found = this.found.filter((place) => place < same);
    for (const [place, line] of lines.slice(same).entries()) {
      seen.push(line);
      if (matcher.isIn(shownText(line.line.text))) found.push(same + place);
    }
    this.found = found;
    return found;
  }
}
