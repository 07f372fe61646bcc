import { useQuery } from "@tanstack/react-query";
import { useMemo } from "react";
import { createStore, useStore } from "zustand";
import { useTRPCClient } from "#components/api/trpc.ts";
import { useUrlQuery } from "#components/ui/address/use-url-query.ts";
import type { EventView } from "#contract/pipelines/pipelines.ts";
import { type Instant, instantsOf, pastRun, placeOfRev, placeOfTime } from "#engine/past/past-run.ts";
import type { PipelineStore } from "../store/pipeline-store.ts";
import type { Past } from "./instant/past-context.ts";
import { pastHistory, pastNow } from "./past-now.ts";

/** The server gives so many events in one answer; so many are read at most. */
const PAGE = 1_000;
export const MAX_EVENTS = 20_000;

/** A run in the past: where it is looked at, and how to go elsewhere. */
export type PastControl = {
  /** The instants that can be looked at; null while they are read. */
  readonly instants: readonly Instant<EventView>[] | null;
  readonly place: number;
  /** True where there are more events than were read. */
  readonly isCut: boolean;
  readonly error: unknown;
  readonly retry: () => void;
  readonly go: (place: number) => void;
};

/**
 * The run as it stood at the instant that the word `at` of the address names by its rev, or `time` in milliseconds, as the
 * past of another pipeline does. The store, and what stood, are null while it is looked at as it is now.
 */
export function usePastRun(id: number, live: PipelineStore) {
  const client = useTRPCClient();
  const { query, change } = useUrlQuery();
  const rev = numberIn(query.get("at"));
  const time = numberIn(query.get("time"));
  const isPast = rev !== null || time !== null;
  const read = useQuery({
    // Outside of the past another key is looked at, so that what was read is dropped: each visit reads anew.
    queryKey: ["events of the past", id, isPast],
    queryFn: () => readEvents((after) => client.pipelines.events.query({ id, after, limit: PAGE })),
    enabled: isPast,
    staleTime: Number.POSITIVE_INFINITY,
    gcTime: 0,
  });
  const events = isPast ? read.data?.events : undefined;
  const instants = useMemo(() => (events === undefined ? null : instantsOf(events)), [events]);
  const place = useMemo(() => {
    if (instants === null) return null;
    return rev === null ? (time === null ? null : placeOfTime(instants, time)) : placeOfRev(instants, rev);
  }, [instants, rev, time]);
  const instant = place === null ? null : (instants?.[place] ?? null);
  const now = useStore(live, (state) => (isPast ? state.now : null));
  const store = useMemo((): PipelineStore | null => {
    if (now === null || instant === null || events === undefined) return null;
    const then = pastNow(now, pastRun(events, instant.rev), instant.rev);
    return createStore(() => ({ now: then, take: () => undefined }));
  }, [now, instant, events]);
  const past = useMemo((): Past | null => {
    if (instant === null || events === undefined) return null;
    const numbers = new Map([...live.getState().now.tracks].map(([name, { number }]) => [name, number]));
    return { rev: instant.rev, at: instant.at, history: pastHistory(events, instant.rev, numbers) };
  }, [instant, events, live]);
  const control: PastControl | null = isPast
    ? {
        instants,
        place: place ?? 0,
        isCut: read.data?.isCut ?? false,
        error: read.error,
        retry: () => void read.refetch(),
        go: (to) => change({ at: String(instants?.[to]?.rev ?? ""), time: null }, window.location.hash),
      }
    : null;
  return {
    store,
    past,
    control,
    enter: () => change({ at: String(live.getState().now.rev) }, window.location.hash),
    leave: () => change({ at: null, time: null }, window.location.hash),
  };
}

/** What is no such number is as if it were not there: the run is shown as it is now. */
function numberIn(text: string | undefined): number | null {
  return text !== undefined && /^\d{1,15}$/.test(text) ? Number(text) : null;
}

type Read = (after: { rev: number; n: number } | undefined) => Promise<EventView[]>;

/** All events by pages, up to a bound. */
async function readEvents(read: Read): Promise<{ events: readonly EventView[]; isCut: boolean }> {
  const events: EventView[] = [];
  for (;;) {
    const last = events.at(-1);
    const page = await read(last && { rev: last.rev, n: last.n });
    events.push(...page);
    if (page.length < PAGE) return { events, isCut: false };
    if (events.length >= MAX_EVENTS) return { events, isCut: true };
  }
}
