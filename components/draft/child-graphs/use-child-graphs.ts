import { useQuery } from "@tanstack/react-query";
import { useEffect, useEffectEvent, useMemo, useRef } from "react";
import { useStore } from "zustand";
import type { StoreApi } from "zustand/vanilla";
import { LIVE } from "#components/api/live/use-live-lists.ts";
import { useTRPC } from "#components/api/trpc.ts";
import type { DraftStore } from "../draft-store.ts";
import { type ChildIndex, indexOf, pinsText } from "./pin-state.ts";

/** Somebody may seal a newer revision meanwhile: it is seen with the live stream, at most so often. */
const WHEN_CHANGED = { ...LIVE, meta: { ...LIVE.meta, gapMs: 5_000 } };

/**
 * What is known of the graphs that the draft runs; null until the server has answered. The server reads the saved draft, so it
 * is asked again after a save with other pins.
 *
 * @param saved another value after each save.
 */
export function useChildGraphs(store: StoreApi<DraftStore>, saved: unknown): ChildIndex | null {
  const name = useStore(store, ({ draft }) => draft.file.content.name);
  const pins = useStore(store, ({ draft }) => pinsText(draft.file.content));
  const { data, refetch } = useQuery({
    ...useTRPC().revisions.children.queryOptions({ name }),
    enabled: pins !== "",
    ...WHEN_CHANGED,
  });
  const index = useMemo(() => (data === undefined ? null : indexOf(data)), [data]);
  const asked = useRef(pins);
  const onSaved = useEffectEvent(() => {
    const isKnown = index !== null && pins.split("\n").every((pin) => index.has(pin));
    if (pins === "" || (pins === asked.current && isKnown)) return;
    asked.current = pins;
    void refetch();
  });
  const isFirst = useRef(true);
  // biome-ignore lint/correctness/useExhaustiveDependencies: another value says that it was saved
  useEffect(() => {
    if (!isFirst.current) onSaved();
    isFirst.current = false;
  }, [saved]);
  return index;
}
