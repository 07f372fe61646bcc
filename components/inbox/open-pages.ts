import type { InfiniteData } from "@tanstack/react-query";
import type { InboxView } from "#contract/prompts/inbox.ts";
import type { Who } from "#engine/kinds/approval/asked-of.ts";
import { heldStore } from "./held/held-store.ts";

/** Behind what a page begins; null: it is the first one. */
type PagePlace = InboxView["next"];
type Pages = InfiniteData<InboxView, PagePlace | undefined>;

/**
 * The pages of open prompts that a reader has opened. After a change the first one is asked for again, and those with rows
 * that are seen; the others once they are seen. Each covers what it covered before, so that none of them overlaps another.
 */
export class OpenPages {
  private seen: ReadonlySet<number> = new Set();
  /** Which pages were left as they were, by `keyOf`: in the cache an equal object may stand for the one that was given. */
  private readonly left = new Set<string>();

  /**
   * One page of those that are asked for again, or a new one.
   *
   * @param who whose list it is a page of.
   * @param known the pages as they are.
   * @param ask asks the server for a page that ends at a place.
   */
  async page(
    who: Who,
    known: Pages | undefined,
    begin: PagePlace | undefined,
    ask: (until: PagePlace) => Promise<InboxView>,
  ): Promise<InboxView> {
    const place = known?.pageParams.findIndex((each) => isSame(each, begin)) ?? -1;
    const page = known?.pages[place];
    if (page === undefined) return ask(null);
    const kept = withoutAnswered(page);
    // One that has no rows is never seen.
    if (place > 0 && kept.items.length > 0 && !this.hasSeen(page)) {
      this.left.add(keyOf(who, begin));
      return kept;
    }
    const found = await ask(page.next);
    this.left.delete(keyOf(who, begin));
    return found;
  }

  /** Notes which prompts are seen now, by their ids. Gives whether one of their pages was left as it was. */
  see(who: Who, ids: readonly number[], { pages, pageParams }: Pages): boolean {
    this.seen = new Set(ids);
    return pages.some((page, place) => this.left.has(keyOf(who, pageParams[place])) && this.hasSeen(page));
  }

  private hasSeen({ items }: InboxView): boolean {
    return items.some(({ id }) => this.seen.has(id));
  }
}

function keyOf(who: Who, begin: PagePlace | undefined): string {
  return `${who} ${begin?.id ?? ""}`;
}

function isSame(one: PagePlace | undefined, other: PagePlace | undefined): boolean {
  return one?.id === other?.id && one?.at.getTime() === other?.at.getTime();
}

/** Without prompts that the answers of this tab have closed: the same page where there are none. */
function withoutAnswered(page: InboxView): InboxView {
  const { outcomes } = heldStore.getState();
  const isClosed = (id: number) => {
    const outcome = outcomes.get(id);
    return outcome?.is === "taken" && outcome.view.state !== "open";
  };
  return page.items.some(({ id }) => isClosed(id))
    ? { ...page, items: page.items.filter(({ id }) => !isClosed(id)) }
    : page;
}
