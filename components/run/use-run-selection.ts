import { useCallback, useEffect, useState } from "react";
import { useStore } from "zustand";
import type { Reveal } from "#components/canvas/view/use-reveal.ts";
import { useLinkedVertex, VERTEX_PARAM } from "#components/canvas/view/vertex-link.ts";
import { useUrlQuery } from "#components/ui/address/use-url-query.ts";
import { isInteracting } from "#components/ui/live/interaction.ts";
import type { TrackView } from "#contract/pipelines/pipelines.ts";
import { openedTrack } from "./failures/opened-track.ts";
import { useShownAttempt } from "./log/attempts/use-shown-attempt.ts";
import type { PipelineStore } from "./store/pipeline-store.ts";

const TABS: ReadonlySet<string> = new Set(["tracks", "track", "log", "events"]);

/** The selected track, tab and attempt of a run. They are part of the URL, so that a link shows the same. */
export function useRunSelection(store: PipelineStore) {
  const { query, change } = useUrlQuery();
  const [opened] = useState(() => {
    const { pipeline, tracks } = store.getState().now;
    return openedTrack(pipeline, [...tracks.values()]);
  });
  const linked = query.get(VERTEX_PARAM) ?? null;
  const isUntouched = !query.has("track") && !query.has("tab") && linked === null;
  const asked = query.get("track") ?? linked ?? (isUntouched ? (opened?.vertex ?? null) : null);
  const vertex = useStore(store, ({ now }) => (asked !== null && now.tracks.has(asked) ? asked : null));
  const newest = useStore(store, ({ now }) => (vertex === null ? 0 : (now.tracks.get(vertex)?.attempt ?? 0)));
  const [isFollowing, setIsFollowing] = useState(false);
  const [reveal, setReveal] = useState<Reveal | null>(() =>
    vertex === null ? null : { vertex, isUnlessSeen: true },
  );

  const look = useCallback(
    (name: string | null, wanted?: string, attempt?: number) => {
      const at = new URLSearchParams(window.location.search);
      const before = at.get("tab");
      // A selected track is shown, or its log where a log was shown before.
      const tab = wanted ?? (name === null ? "tracks" : before === "log" ? "log" : "track");
      const asked = at.get("track") === name ? at.get("attempt") : null;
      const shown = attempt === undefined ? asked : String(attempt);
      const isSame = at.get("track") === name && before === tab && at.get("attempt") === shown;
      // A canvas that is opened again does not go to what was looked at before.
      setReveal((last) => (last?.vertex === name ? last : null));
      change({ track: name, tab, attempt: shown, [VERTEX_PARAM]: null }, isSame ? window.location.hash : "");
    },
    [change],
  );
  const lookInView = useCallback(
    (name: string | null, wanted?: string, attempt?: number) => {
      look(name, wanted, attempt);
      if (name !== null) setReveal({ vertex: name, isUnlessSeen: true });
    },
    [look],
  );
  const show = useCallback(
    (name: string) => {
      look(name);
      setReveal({ vertex: name });
    },
    [look],
  );
  useLinkedVertex(true, (name) => {
    const isThere = store.getState().now.tracks.has(name);
    if (isThere) show(name);
    return isThere;
  });
  useEffect(() => {
    if (!isFollowing) return;
    const followNow = ({ now }: { now: { tracks: ReadonlyMap<string, TrackView> } }) => {
      // Nobody types into one track, or presses a button of it, and finds another one there.
      if (isInteracting()) return;
      const active = newestActive(now.tracks.values());
      const chosen = new URLSearchParams(window.location.search).get("track");
      if (active === null || active.vertex === chosen) return;
      show(active.vertex);
    };
    followNow(store.getState());
    return store.subscribe(followNow);
  }, [isFollowing, store, show]);

  const tab = query.get("tab") ?? (isUntouched ? (opened?.tab ?? "") : "");
  const shown = vertex === null && (tab === "track" || tab === "log") ? "tracks" : tab;
  const open = TABS.has(shown) ? shown : vertex === null ? "tracks" : "track";
  const attempt = useShownAttempt(vertex, newest, query.get("attempt") ?? null, {
    isLogOpen: open === "log",
    isFollowing,
  });
  return {
    vertex,
    attempt,
    /** What somebody chose, as one text: a newer attempt, or what the page chooses by itself, is none of it. */
    asked: ["track", "tab", "attempt"].map((each) => query.get(each) ?? "").join(" "),
    tab: open,
    /** What stands beside the panel: the canvas or the timeline. */
    view: query.get("view") === "timeline" ? ("timeline" as const) : ("graph" as const),
    showView: (view: string) => change({ view: view === "timeline" ? view : null }, window.location.hash),
    look,
    /** The same for a track that is chosen beside the canvas, which goes to its card where that cannot be seen. */
    lookInView,
    /** Selects a track, and brings its card into the middle. */
    show,
    reveal,
    follow: { isOn: isFollowing, toggle: () => setIsFollowing(!isFollowing) },
  };
}

/** The track that changed last among those that run or need a person; null where none does. */
function newestActive(tracks: Iterable<TrackView>): TrackView | null {
  let newest: TrackView | null = null;
  for (const track of tracks) {
    const { state, rev } = track;
    const isActive = state === "running" || state === "prompting" || state === "lost";
    if (isActive && (newest === null || rev > newest.rev)) newest = track;
  }
  return newest;
}
