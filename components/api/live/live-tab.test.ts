import fc from "fast-check";
import { expect, test } from "vitest";
import type { PipelineDelta, WatchItem, WatchRequest } from "#contract/pipelines/watch.ts";
import { fromWire, toWire } from "#engine/json/wire.ts";
import { LiveTab } from "./live-tab.ts";
import type { LiveMessage } from "./live-watch.ts";

/** What a page of this test knows: its rev, and each single change that it was told. */
type Page = { readonly pipeline: number; rev: number; readonly seen: Set<number> };
type Stream = { readonly places: { id: number; rev: number }[]; readonly onItem: (item: WatchItem) => void };

const UNHEARD: { end: () => void } = { end: () => undefined };

/** A browser with tabs, whose messages arrive late, and a server on which pipelines change. */
class Browser {
  readonly revs = [1, 1, 1];
  readonly streams = new Set<Stream>();
  readonly tabs: {
    name: string;
    live: LiveTab;
    page: Page;
    inbox: LiveMessage[];
    isVisible: boolean;
    listening: { end: () => void };
  }[] = [];
  private opened = 0;
  private waiting: { begin: () => void; name: string }[] = [];

  openTab(pipeline: number): void {
    this.opened += 1;
    const name = `tab ${this.opened}`;
    const page: Page = { pipeline, rev: this.revs[pipeline] ?? 1, seen: new Set() };
    for (let rev = 1; rev <= page.rev; rev += 1) page.seen.add(rev);
    const live = new LiveTab({
      tab: name,
      post: (message) => {
        for (const other of this.tabs) if (other.live !== live) other.inbox.push(message);
      },
      lead: (begin) => this.lead(name, begin),
      open: (watches, onItem) => this.open(watches, onItem),
      onBroken: () => undefined,
    });
    const take = (delta: PipelineDelta | null) => {
      if (delta === null) return;
      for (const { rev } of delta.tracks) page.seen.add(rev);
      page.rev = Math.max(page.rev, delta.rev);
    };
    const tab = { name, live, page, inbox: [], isVisible: true, listening: UNHEARD };
    this.tabs.push(tab);
    tab.listening = live.listen({
      want: () => ({ id: pipeline, after: page.rev, log: null }),
      take: ({ delta }) => take(delta),
    });
  }

  /** A tab that is killed says nothing any more; the browser takes its lock and its stream. */
  closeTab(index: number, isKilled: boolean): void {
    const [tab] = this.tabs.splice(index % Math.max(1, this.tabs.length), 1);
    if (tab === undefined) return;
    if (!isKilled) {
      tab.listening.end();
      return;
    }
    const isLeading = this.waiting[0]?.name === tab.name;
    this.waiting = this.waiting.filter(({ name }) => name !== tab.name);
    if (!isLeading) return;
    this.streams.clear();
    this.waiting[0]?.begin();
  }

  show(index: number, isVisible: boolean): void {
    const tab = this.tabs[index % this.tabs.length];
    if (tab === undefined) return;
    tab.isVisible = isVisible;
    tab.live.setVisible(isVisible);
  }

  /** One message reaches one tab. */
  deliver(index: number): void {
    const tab = this.tabs[index % this.tabs.length];
    const message = tab?.inbox.shift();
    if (message !== undefined) tab?.live.receive(fromWire(toWire(message)) as LiveMessage);
  }

  /** The server tells all streams what they have not heard. */
  send(): void {
    for (const { places, onItem } of [...this.streams])
      for (const [place, at] of places.entries()) {
        const rev = this.revs[at.id] ?? 1;
        if (rev <= at.rev) continue;
        const tracks = Array.from({ length: rev - at.rev }, (_, step) => ({ rev: at.rev + step + 1 }));
        at.rev = rev;
        onItem({ place, delta: { rev, pipeline: null, tracks: tracks as never, log: null }, refusal: null });
      }
  }

  /** All messages arrive, and those that said nothing twice are forgotten. */
  settle(): void {
    for (let turn = 0; turn < 4; turn += 1) {
      for (const { live } of this.tabs) live.count();
      while (this.tabs.some(({ inbox }) => inbox.length > 0))
        for (const index of this.tabs.keys()) this.deliver(index);
      this.send();
    }
    while (this.tabs.some(({ inbox }) => inbox.length > 0))
      for (const index of this.tabs.keys()) this.deliver(index);
  }

  private open(watches: () => readonly WatchRequest[], onItem: (item: WatchItem) => void): () => void {
    const stream = { places: watches().map(({ id, after }) => ({ id, rev: after })), onItem };
    this.streams.add(stream);
    return () => this.streams.delete(stream);
  }

  private lead(name: string, begin: () => void): { giveUp: () => void } {
    const one = { name, begin };
    this.waiting.push(one);
    if (this.waiting.length === 1) begin();
    return {
      giveUp: () => {
        const wasFirst = this.waiting[0] === one;
        this.waiting = this.waiting.filter((each) => each !== one);
        if (wasFirst) this.waiting[0]?.begin();
      },
    };
  }
}

const step = fc.oneof(
  fc.record({ do: fc.constant("open" as const), at: fc.nat(2) }),
  fc.record({
    do: fc.constantFrom("close", "kill", "hide", "show", "deliver", "change" as const),
    at: fc.nat(7),
  }),
  fc.record({ do: fc.constantFrom("send" as const), at: fc.constant(0) }),
);

test("whatever tabs do, one stream is open at most, and every visible tab is told every change", () => {
  fc.assert(
    fc.property(fc.array(step, { maxLength: 60 }), (steps) => {
      const browser = new Browser();
      for (const { do: what, at } of steps) {
        if (what === "open") browser.openTab(at);
        else if (what === "close" || what === "kill") browser.closeTab(at, what === "kill");
        else if (what === "hide" || what === "show") browser.show(at, what === "show");
        else if (what === "deliver") browser.deliver(at);
        else if (what === "change") browser.revs[at % 3] = (browser.revs[at % 3] ?? 1) + 1;
        else browser.send();
        expect(browser.streams.size).toBeLessThanOrEqual(1);
      }
      browser.settle();
      const visible = browser.tabs.filter(({ isVisible }) => isVisible);
      expect(browser.streams.size).toBe(visible.length === 0 ? 0 : 1);
      for (const { page } of visible) {
        const rev = browser.revs[page.pipeline] ?? 1;
        expect(page.seen.size).toBe(rev);
        expect(page.rev).toBe(rev);
      }
      const followed = [...browser.streams].flatMap(({ places }) => places.map(({ id }) => id));
      expect(new Set(followed)).toEqual(new Set(visible.map(({ page }) => page.pipeline)));
    }),
    { numRuns: 500 },
  );
});

test("a stream that told its tabs everything stays open when they are counted, and begins there for a new one", () => {
  const browser = new Browser();
  browser.openTab(0);
  browser.openTab(1);
  browser.settle();
  const [stream] = browser.streams;
  for (let turn = 0; turn < 3; turn += 1) {
    browser.revs[0] = (browser.revs[0] ?? 1) + 5;
    browser.send();
    browser.settle();
    expect([...browser.streams]).toEqual([stream]);
  }
  browser.openTab(2);
  for (const index of browser.tabs.keys()) browser.deliver(index);
  const begun = [...browser.streams].flatMap(({ places }) => places.map(({ rev }) => rev));
  expect(begun).toEqual([16, 1, 1]);
});

test("news goes to the tabs that want it, and is copied for no other", () => {
  const browser = new Browser();
  browser.openTab(0);
  browser.openTab(1);
  browser.openTab(0);
  browser.settle();
  const changeAndSend = (pipeline: number) => {
    browser.revs[pipeline] = (browser.revs[pipeline] ?? 1) + 1;
    browser.send();
    return browser.tabs.map(({ inbox }) => inbox.filter(({ say }) => say === "news").length);
  };
  expect(changeAndSend(0)).toEqual([0, 1, 1]);
  browser.settle();
  browser.closeTab(2, false);
  browser.settle();
  expect(changeAndSend(0)).toEqual([0, 0]);
});
