import { useQuery } from "@tanstack/react-query";
import { useEffect, useMemo, useRef } from "react";
import { useStore } from "zustand";
import type { StoreApi } from "zustand/vanilla";
import { keptRequest } from "#client/request-link.ts";
import { LIVE } from "#components/api/live/use-live-lists.ts";
import { useTRPC, useTRPCClient } from "#components/api/trpc.ts";
import type { DraftStore } from "../draft-store.ts";
import { PresenceSession } from "./presence-session.ts";
import { createPresenceStore, type PresenceStore, setPeople } from "./presence-store.ts";
import { toldSelection } from "./told-selection.ts";

/** Tells that this tab has the draft open, and gives who else has. */
export function usePresence(draft: StoreApi<DraftStore>): StoreApi<PresenceStore> {
  const client = useTRPCClient();
  // A graph that is renamed stays open.
  const name = useStore(draft, (now) => now.draft.file.content.name);
  const people = useMemo(() => createPresenceStore(), []);
  const session = useRef<PresenceSession | null>(null);
  const { data: newest, dataUpdatedAt } = useQuery({
    ...useTRPC().graphs.newestSave.queryOptions({ name }),
    ...LIVE,
  });
  useEffect(() => {
    const tab = crypto.randomUUID();
    const one = new PresenceSession({
      say: (state, selection, isLeaving) =>
        client.graphs.here.mutate(
          {
            name: draft.getState().draft.file.content.name,
            tab,
            state,
            selection: { ...selection, vertices: [...selection.vertices] },
          },
          isLeaving ? keptRequest(crypto.randomUUID()) : {},
        ),
      selection: () => toldSelection(draft.getState(), Date.now()),
      onPeople: (present) => setPeople(people, present),
    });
    session.current = one;
    const unsubscribe = draft.subscribe((now, before) => {
      if (now.selection !== before.selection || now.draft.typing !== before.draft.typing) one.changed();
    });
    const onVisibility = () => one.show(document.visibilityState === "visible");
    const onHide = () => one.close();
    const onShow = ({ persisted }: PageTransitionEvent) => persisted && one.reopen();
    onVisibility();
    document.addEventListener("visibilitychange", onVisibility);
    window.addEventListener("pagehide", onHide);
    window.addEventListener("pageshow", onShow);
    return () => {
      document.removeEventListener("visibilitychange", onVisibility);
      window.removeEventListener("pagehide", onHide);
      window.removeEventListener("pageshow", onShow);
      unsubscribe();
      one.close();
      session.current = null;
      setPeople(people, []);
    };
  }, [client, draft, people]);
  // biome-ignore lint/correctness/useExhaustiveDependencies: the same answer once more is another try
  useEffect(() => {
    if (newest !== undefined) session.current?.hear(newest.here);
  }, [newest, dataUpdatedAt]);
  return people;
}
