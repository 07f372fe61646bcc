import { dehydrate, hydrate, QueryClient } from "@tanstack/react-query";
import { expect, test } from "vitest";
import { inboxInput } from "#contract/prompts/inbox.ts";
import { readWireText, wireText } from "#engine/json/wire.ts";

test("a first page that came with the document is asked for again as the first page", async () => {
  const asked: unknown[] = [];
  const options = {
    queryKey: ["inbox"],
    queryFn: ({ pageParam }: { pageParam: unknown }) => {
      asked.push(inboxInput.parse({ state: "open", cursor: pageParam, direction: "forward" }).cursor ?? null);
      return { next: null };
    },
    initialPageParam: undefined,
    getNextPageParam: ({ next }: { next: null }) => next,
  };
  const onServer = new QueryClient({ defaultOptions: { dehydrate: { serializeData: wireText } } });
  await onServer.prefetchInfiniteQuery(options);
  const inBrowser = new QueryClient({ defaultOptions: { hydrate: { deserializeData: readWireText } } });
  hydrate(inBrowser, JSON.parse(JSON.stringify(dehydrate(onServer))));
  await inBrowser.fetchInfiniteQuery(options);
  expect(asked).toEqual([null, null]);
});
