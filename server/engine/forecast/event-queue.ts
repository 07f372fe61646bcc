/** Something that happens to a track at a time of the virtual clock. */
export type TimedEvent = {
  /** In milliseconds after the launch. */
  readonly at: number;
  readonly number: number;
  /** How often the track had moved when this was foreseen: if it has moved since, it does not happen. */
  readonly stamp: number;
  readonly what: "end" | "timer" | "answer" | "continue";
};

/** Events by their time; of equal times the one that was added first comes first. A binary heap. */
export class EventQueue {
  private readonly heap: (TimedEvent & { readonly place: number })[] = [];
  private added = 0;

  get nextAt(): number | null {
    return this.heap[0]?.at ?? null;
  }

  add(event: TimedEvent): void {
    this.heap.push({ ...event, place: this.added });
    this.added += 1;
    let index = this.heap.length - 1;
    while (index > 0) {
      const above = (index - 1) >> 1;
      if (!this.isBefore(index, above)) break;
      this.swap(index, above);
      index = above;
    }
  }

  take(): TimedEvent | null {
    const [first] = this.heap;
    const last = this.heap.pop();
    if (first === undefined || last === undefined) return null;
    if (this.heap.length === 0) return first;
    this.heap[0] = last;
    for (let index = 0; ; ) {
      const left = 2 * index + 1;
      const least = this.isBefore(left + 1, left) ? left + 1 : left;
      if (!this.isBefore(least, index)) break;
      this.swap(index, least);
      index = least;
    }
    return first;
  }

  private isBefore(one: number, other: number): boolean {
    const [a, b] = [this.heap[one], this.heap[other]];
    if (a === undefined) return false;
    if (b === undefined) return true;
    return a.at < b.at || (a.at === b.at && a.place < b.place);
  }

  private swap(one: number, other: number): void {
    const [a, b] = [this.heap[one], this.heap[other]];
    if (a === undefined || b === undefined) return;
    this.heap[one] = b;
    this.heap[other] = a;
  }
}
