import { MAX_WATCHES, type WatchItem, type WatchRequest } from "#contract/pipelines/watch.ts";
import { earlier, keyOf, type LiveNews, type LivePlace, placeOf, reaches, watchFrom } from "./live-watch.ts";

/** Opens one stream for all of these. `item.place` is the place in the list. Returns what closes it. */
export type OpenStream = (
  watches: () => readonly WatchRequest[],
  onItem: (item: WatchItem) => void,
) => () => void;

/**
 * Holds the one stream of a browser, for all tabs that want something. It is opened again where a tab wants something
 * that the stream does not have, from the place that this tab is at: nothing is lost, and what comes twice changes
 * nothing.
 */
export class LiveLeader {
  private readonly open: OpenStream;
  private readonly tell: (news: LiveNews) => void;
  private readonly wants = new Map<string, readonly WatchRequest[]>();
  private unheard = new Set<string>();
  /** What the stream is about, in its order, and where it stands. */
  private streamed: { readonly watch: WatchRequest; place: LivePlace }[] = [];
  private close: (() => void) | null = null;

  constructor(open: OpenStream, tell: (news: LiveNews) => void) {
    this.open = open;
    this.tell = tell;
  }

  /** Notes what a tab wants, from where on. */
  note(tab: string, watches: readonly WatchRequest[]): void {
    this.unheard.delete(tab);
    if (watches.length === 0) this.wants.delete(tab);
    else this.wants.set(tab, watches);
    this.restream();
  }

  /** True where another tab than this one is told of it. */
  isWantedBesides(tab: string, key: string): boolean {
    for (const [other, watches] of this.wants)
      if (other !== tab && watches.some((watch) => keyOf(watch) === key)) return true;
    return false;
  }

  /** Forgets the tabs that said nothing since the last count. They were killed. */
  count(): void {
    for (const tab of this.unheard) this.wants.delete(tab);
    this.unheard = new Set(this.wants.keys());
    this.restream();
  }

  end(): void {
    this.close?.();
    this.close = null;
    this.streamed = [];
    this.wants.clear();
  }

  private restream(): void {
    const wanted = new Map<string, { watch: WatchRequest; place: LivePlace }>();
    for (const watch of [...this.wants.values()].flat()) {
      const key = keyOf(watch);
      const known = wanted.get(key)?.place ?? placeOf(watch);
      wanted.set(key, { watch, place: earlier(known, placeOf(watch)) });
    }
    const now = new Map(this.streamed.map(({ watch, place }) => [keyOf(watch), place]));
    const next = [...wanted.values()].slice(0, MAX_WATCHES);
    const isSame =
      next.length === now.size &&
      next.every(({ watch, place }) => {
        const from = now.get(keyOf(watch));
        return from !== undefined && reaches(from, place);
      });
    if (isSame) return;
    this.close?.();
    this.close = null;
    this.streamed = next;
    if (this.streamed.length > 0) this.close = this.open(this.watches, this.take(this.streamed));
  }

  /** What the stream is opened with, also when it broke: from where it stood. */
  private readonly watches = () => this.streamed.map(({ watch, place }) => watchFrom(watch, place));

  private take(streamed: LiveLeader["streamed"]): (item: WatchItem) => void {
    return ({ place: index, delta, refusal }) => {
      const one = streamed[index];
      // A closed stream may still say something.
      if (streamed !== this.streamed || one === undefined) return;
      const from = one.place;
      const key = keyOf(one.watch);
      if (delta !== null) {
        one.place = { rev: Math.max(from.rev, delta.rev), seq: delta.log?.next ?? from.seq };
        this.moveOn(key, from, one.place);
      }
      this.tell({ key, from, delta, refusal });
    };
  }

  /** Who is told what follows after `from` is at `to` then. Else a stream would begin where they were long ago. */
  private moveOn(key: string, from: LivePlace, to: LivePlace): void {
    const moved = (watch: WatchRequest) =>
      keyOf(watch) === key && reaches(from, placeOf(watch)) ? watchFrom(watch, to) : watch;
    for (const [tab, watches] of this.wants) this.wants.set(tab, watches.map(moved));
  }
}
