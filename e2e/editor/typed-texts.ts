/** Where the description of the graph is typed. */
export const GRAPH = "";

/** A text that was typed, and whether somebody decided that it may be gone. */
type Typed = { readonly text: string; readonly by: string; readonly place: string; mayBeGone: boolean };

/** What two people typed into one graph. Names of removed vertices are not typed into again: they may mean two things. */
export class TypedTexts {
  private readonly all: Typed[] = [];
  private readonly removed = new Set<string>();

  /** Notes a text before it is typed. */
  note(by: string, place: string): string {
    // With a letter behind the number, so that no text is the beginning of another.
    const text = `${by}${this.all.length}x`;
    this.all.push({ text, by, place, mayBeGone: false });
    return text;
  }

  isRemoved(name: string): boolean {
    return this.removed.has(name);
  }

  remove(name: string): void {
    this.removed.add(name);
    for (const each of this.all) if (each.place === name) each.mayBeGone = true;
  }

  /** One person took back what they typed last into a place. */
  takeBack(by: string, place: string): void {
    for (const each of this.all) if (each.by === by && each.place === place) each.mayBeGone = true;
  }

  /** A person was shown a conflict and asked which text stays. */
  offer(shown: string): void {
    for (const each of this.all) if (shown.includes(each.text)) each.mayBeGone = true;
  }

  /** What is gone although nobody decided so. */
  lostIn(file: string): readonly string[] {
    return this.all
      .filter(({ text, mayBeGone }) => !mayBeGone && !file.includes(text))
      .map(({ text, place }) => `${text} in ${place === GRAPH ? "the description" : place}`);
  }

  count(): number {
    return this.all.length;
  }
}
