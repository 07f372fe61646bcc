import type { GraphFile } from "../../server/engine/model/graph-content.ts";

/** Where the description of the graph is typed. */
export const GRAPH = "";

/** Why a text may be gone: whoever typed it took it back, removed the vertex with it, or chose the other text. */
type Excuse = "taken back" | "removed" | "not chosen";

type Typed = { readonly text: string; readonly by: string; readonly place: string; excuse: Excuse | null };

/** What one side of a conflict shows, in lines: those that it has and the base has not, both have, and only the base has. */
export type ShownSide = {
  readonly added: string;
  readonly same: string;
  readonly removed: string;
  /** The vertex or field is not there any more on this side. */
  readonly isGone: boolean;
};

/**
 * The name under which a vertex was added. Where both added one of that name, a merge calls one of them by it and a number, and
 * what was typed into it goes with it.
 */
function addedAs(name: string): string {
  return name.replace(/-\d+$/, "");
}

/** What two people typed into one graph. Names of removed vertices are not typed into again: they may mean two things. */
export class TypedTexts {
  private readonly all: Typed[] = [];
  private readonly removed = new Set<string>();

  /** Notes a text before it is typed. */
  note(by: string, place: string): string {
    // With a letter behind the number, so that no text is the beginning of another.
    const text = `${by}${this.all.length}x`;
    this.all.push({ text, by, place: addedAs(place), excuse: null });
    return text;
  }

  isRemoved(name: string): boolean {
    return this.removed.has(addedAs(name));
  }

  /** A person removed a vertex. What they did not see in it is not excused: the other one may keep it. */
  remove(name: string, seen: string): void {
    this.removed.add(addedAs(name));
    for (const each of this.all)
      if (each.place === addedAs(name) && seen.includes(each.text)) each.excuse = "removed";
  }

  /** One person undid the last step: what they typed last into this place, and nothing in between. */
  takeBack(by: string, place: string): void {
    const own = this.all.filter((each) => each.by === by);
    for (const each of own.slice(own.findLastIndex((other) => other.place !== addedAs(place)) + 1))
      each.excuse = "taken back";
  }

  /** They did it again: the last text is there again. */
  bringBack(by: string): void {
    const last = this.all.findLast((each) => each.by === by);
    if (last !== undefined) last.excuse = null;
  }

  /** A person was shown a conflict and chose. Only what the other side had, and this one has not, may be gone. */
  choose(chosen: ShownSide, other: ShownSide): void {
    for (const each of this.all) {
      const isIn = (shown: string) => shown.includes(each.text);
      const isKept =
        !chosen.isGone &&
        (isIn(chosen.added) || ((isIn(other.removed) || isIn(other.same)) && !isIn(chosen.removed)));
      if (isKept) {
        // A vertex that the other person removed is there again, with all that is in it.
        if (each.excuse === "removed") each.excuse = null;
      } else if (isIn(other.added) || (chosen.isGone && isIn(other.same))) each.excuse ??= "not chosen";
    }
  }

  /** What is not where it was typed, although nobody decided so. */
  lostIn({ content }: GraphFile): readonly string[] {
    const said = (place: string) =>
      place === GRAPH
        ? content.description
        : JSON.stringify([...content.vertices].filter(([name]) => addedAs(name) === place));
    return this.all
      .filter(({ text, place, excuse }) => excuse === null && said(place)?.includes(text) !== true)
      .map(({ text, place }) => `${text} in ${place === GRAPH ? "the description" : place}`);
  }

  /** What the other person typed and this text has. */
  othersIn(by: string, text: string): readonly string[] {
    return this.all.filter((each) => each.by !== by && text.includes(each.text)).map((each) => each.text);
  }

  /** Where the other person typed last. */
  lastPlaceOfOther(by: string): string | undefined {
    return this.all.findLast((each) => each.by !== by)?.place;
  }

  count(): number {
    return this.all.length;
  }
}
