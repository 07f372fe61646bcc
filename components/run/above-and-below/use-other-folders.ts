import { useQuery } from "@tanstack/react-query";
import { LIVE } from "#components/api/live/use-live-lists.ts";
import { useTRPC } from "#components/api/trpc.ts";
import type { OtherFolders } from "#contract/pipelines/other-folders.ts";
import type { TrackView } from "#contract/pipelines/pipelines.ts";

/** The pipelines of other folders that a pipeline runs for and launched, as far as they may be read; null while unknown. */
export function useOtherFolders(id: number, isAsked: boolean): OtherFolders | null {
  const { data = null } = useQuery({
    ...useTRPC().pipelines.otherFolders.queryOptions({ id }),
    enabled: isAsked,
    ...LIVE,
  });
  return data;
}

/** The child pipeline that an attempt of a track launched, also one of another folder; null where it launched none. */
export function useChildOfAttempt(id: number, track: TrackView | null, attempt: number): TrackView["child"] {
  const child = useChild(id, track);
  return child?.attempt === attempt ? child : null;
}

/** The child pipeline that a track launched last, also one of another folder where that may be read. */
export function useChild(id: number, track: TrackView | null): TrackView["child"] {
  const others = useOtherFolders(id, track?.isChildElsewhere === true);
  return track?.child ?? others?.children.find(({ vertex }) => vertex === track?.vertex)?.child ?? null;
}
