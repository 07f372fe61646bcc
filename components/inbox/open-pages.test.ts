import { QueryClient } from "@tanstack/react-query";
import { beforeEach, expect, test } from "vitest";
import type { InboxView } from "#contract/prompts/inbox.ts";
import { heldStore } from "./held/held-store.ts";
import { OpenPages } from "./open-pages.ts";
import { itemForTest, promptForTest } from "./prompt/prompt-for-test.ts";

const PAGE = 2;
type Begin = InboxView["next"] | undefined;

beforeEach(() => heldStore.setState(heldStore.getInitialState()));

/** Three pages of open prompts in the cache of a page, whose server has those of `open`. */
function listOf(open: Set<number>) {
  const queries = new QueryClient();
  const pages = new OpenPages();
  const asked: number[] = [];
  const ask = (begin: Begin, until: InboxView["next"]): InboxView => {
    asked.push(begin?.id ?? 0);
    const behind = [...open].sort((one, other) => one - other).filter((id) => id > (begin?.id ?? 0));
    const ids = until ? behind.filter((id) => id <= until.id) : behind.slice(0, PAGE);
    const last = ids.at(-1);
    const next =
      until ?? (last === undefined || behind.length <= PAGE ? null : { id: last, at: new Date(0) });
    return { items: ids.map((id) => itemForTest({ id })), count: open.size, counts: null, next };
  };
  const options = {
    queryKey: ["inbox"],
    queryFn: ({ pageParam }: { pageParam: unknown }) =>
      pages.page("all", queries.getQueryData(["inbox"]), pageParam as Begin, async (until) =>
        ask(pageParam as Begin, until),
      ),
    initialPageParam: undefined as Begin,
    getNextPageParam: ({ next }: InboxView) => next,
  };
  /** Asks as after a change, and gives the ids of each page. */
  const change = async () => {
    asked.length = 0;
    const known = await queries.fetchInfiniteQuery<InboxView, Error, InboxView, string[], Begin>({
      ...options,
      pages: 3,
    });
    return known.pages.map(({ items }) => items.map(({ id }) => id));
  };
  const see = (...ids: number[]) => {
    const known = queries.getQueryData<Parameters<OpenPages["see"]>[2]>(["inbox"]);
    return known !== undefined && pages.see("all", ids, known);
  };
  return { asked, change, see };
}

/** An answer of this tab was taken, and closed the prompt. */
function closeHere(id: number): void {
  const outcomes = new Map(heldStore.getState().outcomes);
  outcomes.set(id, { is: "taken", view: promptForTest({ id, state: "answered" }) });
  heldStore.setState({ outcomes });
}

test("a page whose prompts were all answered is asked for again: what is opened in its place later is listed", async () => {
  const open = new Set([1, 2, 3, 4, 5, 6]);
  const { change, see } = listOf(open);
  await change();
  see(1, 2);
  for (const id of [3, 4]) {
    closeHere(id);
    open.delete(id);
  }
  expect(await change()).toEqual([[1, 2], [], [5, 6]]);
  open.add(3.5);
  expect(await change()).toEqual([[1, 2], [3.5], [5, 6]]);
});

test("a page that was left without the prompts answered here is asked for once it is seen, and not twice", async () => {
  const open = new Set([1, 2, 3, 4, 5, 6]);
  const { asked, change, see } = listOf(open);
  await change();
  see(1, 2);
  closeHere(3);
  open.delete(3);
  expect(await change()).toEqual([[1, 2], [4], [5, 6]]);
  expect(asked).toEqual([0]);
  open.delete(4);
  expect(see(4)).toBe(true);
  expect(await change()).toEqual([[1, 2], [], [5, 6]]);
  expect(asked).toEqual([0, 2]);
  expect(see(4)).toBe(false);
});
