import type { WatchRequest } from "#contract/pipelines/watch.ts";
import { LiveLeader, type OpenStream } from "./live-leader.ts";
import { keyOf, type LiveMessage, type LiveNews, placeOf, reaches } from "./live-watch.ts";

/** How a tab reaches the others, and the server. */
export type LivePorts = {
  /** The name of the tab among the others. */
  readonly tab: string;
  readonly post: (message: LiveMessage) => void;
  /** Has `begin` called once no other tab leads, until `giveUp`. */
  readonly lead: (begin: () => void) => { giveUp: () => void };
  readonly open: OpenStream;
  /** The stream of the leading tab broke. */
  readonly onBroken: () => void;
};

export type LiveListener = {
  /** What is wanted now, from where on; null where nothing is. */
  readonly want: () => WatchRequest | null;
  readonly take: (news: LiveNews) => void;
};

/**
 * The live updates of one tab. All visible tabs of a browser share one stream to the server, because a browser opens
 * only six connections to it (HTTP/1.1): one tab leads, holds the stream and tells the others. A hidden tab wants
 * nothing; shown again, it goes on from where it stood.
 */
export class LiveTab {
  private readonly ports: LivePorts;
  private readonly listeners = new Set<LiveListener>();
  private leader: LiveLeader | null = null;
  private candidate: { giveUp: () => void } | null = null;
  private isVisible = true;

  constructor(ports: LivePorts) {
    this.ports = ports;
  }

  /** Begins to listen. `changed` is called when another thing is wanted, `end` when nothing is any more. */
  listen(listener: LiveListener): { changed: () => void; end: () => void } {
    this.listeners.add(listener);
    this.announce();
    return {
      changed: () => this.announce(),
      end: () => {
        this.listeners.delete(listener);
        this.announce();
      },
    };
  }

  setVisible(isVisible: boolean): void {
    if (isVisible === this.isVisible) return;
    this.isVisible = isVisible;
    this.announce();
  }

  /** Takes what another tab said. */
  receive(message: LiveMessage): void {
    switch (message.say) {
      case "ask":
        if (this.wants().length > 0) this.announce();
        return;
      case "want":
        this.leader?.note(message.tab, message.watches);
        return;
      case "news":
        this.hear(message.news);
        return;
      case "broken":
        this.ports.onBroken();
    }
  }

  /** Asks who is still there; for the leading tab, now and then. */
  count(): void {
    if (this.leader === null) return;
    this.leader.count();
    this.announce();
    this.ports.post({ say: "ask" });
  }

  /** The stream of this tab, which leads, broke. */
  broke(): void {
    this.ports.post({ say: "broken" });
  }

  private wants(): readonly WatchRequest[] {
    if (!this.isVisible) return [];
    return [...this.listeners].flatMap((listener) => listener.want() ?? []);
  }

  private announce(): void {
    const watches = this.wants();
    this.ports.post({ say: "want", tab: this.ports.tab, watches });
    this.leader?.note(this.ports.tab, watches);
    if (watches.length > 0) this.candidate ??= this.ports.lead(() => this.begin());
    else this.giveUp();
  }

  private begin(): void {
    const leader = new LiveLeader(this.ports.open, (news) => {
      // A message is a copy of all that changed. A tab that asks later is read for from the place that it is at.
      if (leader.isWantedBesides(this.ports.tab, news.key)) this.ports.post({ say: "news", news });
      this.hear(news);
    });
    this.leader = leader;
    this.leader.note(this.ports.tab, this.wants());
    this.ports.post({ say: "ask" });
  }

  /** Another tab that wants something may lead. */
  private giveUp(): void {
    this.leader?.end();
    this.leader = null;
    this.candidate?.giveUp();
    this.candidate = null;
  }

  private hear(news: LiveNews): void {
    for (const listener of this.listeners) {
      const want = listener.want();
      if (!this.isVisible || want === null || keyOf(want) !== news.key) continue;
      // The stream began after what this tab knows: the leader has not read yet what this tab wants.
      if (reaches(news.from, placeOf(want))) listener.take(news);
    }
  }
}
