import { isBegun, isEnded, isReady, type TrackState } from "../model/track.ts";

/** Behind which track a page begins. */
export type TrackPlace = { readonly rank: number; readonly number: number };

type Listed = { readonly number: number; readonly name: string; readonly state: TrackState };

/** What is asked for: tracks in one of these states, or in any where there is none, whose names hold the text. */
export type TrackQuery = {
  readonly states: readonly TrackState[];
  readonly text: string;
  readonly after: TrackPlace | null;
  /** So many tracks are left out, counted from `after`. */
  readonly skip: number;
  readonly limit: number;
};

export type TrackPage = {
  /** The numbers of the tracks of this page, in order. */
  readonly numbers: readonly number[];
  /** How many tracks fit, on all pages. */
  readonly matching: number;
  /** Where the next page begins; null behind the last one. */
  readonly next: TrackPlace | null;
};

/** A page of tracks in the order in which people look at them: what failed, what needs somebody, what runs, the rest. */
export function trackPage(
  tracks: readonly Listed[],
  { states, text, after, skip, limit }: TrackQuery,
): TrackPage {
  const wanted = new Set(states);
  const part = text.trim().normalize("NFC").toLowerCase();
  const fits = tracks.filter(
    ({ name, state }) => (wanted.size === 0 || wanted.has(state)) && name.toLowerCase().includes(part),
  );
  const places = fits
    .map(({ number, state }): TrackPlace => ({ number, rank: rankOf(state) }))
    .sort((one, other) => one.rank - other.rank || one.number - other.number);
  const rest = (after === null ? places : places.filter((place) => isBehind(place, after))).slice(skip);
  const shown = rest.slice(0, limit);
  return {
    numbers: shown.map(({ number }) => number),
    matching: fits.length,
    next: rest.length > limit ? (shown.at(-1) ?? null) : null,
  };
}

function isBehind(place: TrackPlace, after: TrackPlace): boolean {
  return place.rank > after.rank || (place.rank === after.rank && place.number > after.number);
}

function rankOf(state: TrackState): number {
  if (state === "failed" || state === "revert_failed" || state === "lost") return 0;
  if (state === "prompting") return 1;
  if (isBegun(state)) return 2;
  if (isReady(state)) return 3;
  return isEnded(state) ? 5 : 4;
}
