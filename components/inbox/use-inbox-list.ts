import { keepPreviousData, useInfiniteQuery, useQuery, useQueryClient } from "@tanstack/react-query";
import { useMemo, useState } from "react";
import { LIVE } from "#components/api/live/use-live-lists.ts";
import { useTRPC, useTRPCClient } from "#components/api/trpc.ts";
import type { InboxItem, InboxView } from "#contract/prompts/inbox.ts";
import type { Who } from "#engine/kinds/approval/asked-of.ts";
import { OpenPages } from "./open-pages.ts";

type Asked = {
  readonly state: InboxItem["state"];
  readonly who: Who;
  /** Of closed ones, behind what the page begins. */
  readonly before: InboxView["next"];
};

/** What is listed: of open prompts all pages that were asked for, of closed ones one page. */
export type Listed = Pick<InboxView, "items" | "count" | "next"> & {
  readonly pages: number;
  /** Asks for the next page of open prompts, and gives all that are listed then; null where there is none. */
  readonly loadMore: (() => Promise<readonly InboxItem[]>) | null;
  /** Is told which of them are seen, by their ids: their pages are kept up to date. */
  readonly see: (ids: readonly number[]) => void;
};

/** The prompts of the inbox, by whom they ask and in the order in which they are due. Open ones come page by page. */
export function useInboxList({ state, who, before }: Asked) {
  const { inbox } = useTRPC().prompts;
  const client = useTRPCClient();
  const queries = useQueryClient();
  const isOpen = state === "open";
  const [openPages] = useState(() => new OpenPages());
  const options = inbox.infiniteQueryOptions(
    { state: "open", who },
    { getNextPageParam: ({ next }) => next },
  );
  const open = useInfiniteQuery({
    ...options,
    ...LIVE,
    queryFn: ({ pageParam: cursor, signal }) =>
      openPages.page(who, queries.getQueryData(options.queryKey), cursor, (until) =>
        client.prompts.inbox.query({ state: "open", who, cursor, until }, { signal }),
      ),
    enabled: isOpen,
    placeholderData: keepPreviousData,
  });
  const closed = useQuery({
    ...inbox.queryOptions({ state, ...(before !== null && { cursor: before }) }),
    ...LIVE,
    enabled: !isOpen,
  });
  const { data: pages, isPlaceholderData, fetchNextPage, refetch } = open;
  const listed = useMemo((): Listed | undefined => {
    const [first] = pages?.pages ?? [];
    const last = pages?.pages.at(-1);
    if (pages === undefined || first === undefined || isPlaceholderData) return undefined;
    const loadMore = async () => {
      for (;;) {
        const { data, isError } = await fetchNextPage({ cancelRefetch: false });
        const now = data?.pages ?? [];
        // Where the pages were just asked for again, that came first.
        if (isError || now.length > pages.pages.length || now.at(-1)?.next == null) return itemsOf(now);
      }
    };
    return {
      items: itemsOf(pages.pages),
      count: first.count,
      next: null,
      pages: pages.pages.length,
      loadMore: last?.next == null ? null : loadMore,
      see: (ids) => {
        if (openPages.see(who, ids, pages)) void refetch({ cancelRefetch: false });
      },
    };
  }, [pages, isPlaceholderData, fetchNextPage, refetch, openPages, who]);
  const page = useMemo(
    (): Listed | undefined =>
      closed.data === undefined
        ? undefined
        : { ...closed.data, pages: 1, loadMore: null, see: () => undefined },
    [closed.data],
  );
  return {
    query: isOpen ? { ...open, data: listed } : { ...closed, data: page },
    /** How many open prompts there are, by whom they ask; null where that is not known. */
    counts: isOpen ? (pages?.pages[0]?.counts ?? null) : null,
  };
}

function itemsOf(pages: readonly InboxView[]): readonly InboxItem[] {
  return pages.flatMap(({ items }) => items);
}
