"use client";

import { durationWords } from "#components/ui/duration-words.ts";
import { useNow } from "#components/ui/relative-time.tsx";
import { momentText, viewerZone } from "./zone-text.ts";

type Props = {
  at: Date;
  /** The zone of the schedule, for whoever points at it. */
  zone: string;
};

/** "in 3 h 5 min", or "12 s ago"; of a time that is to come, "now" where it has just passed. */
export function NearTime({ at, zone, isNext = false }: Props & { isNext?: boolean }) {
  const now = useNow();
  return (
    <time dateTime={at.toISOString()} title={`${momentText(at, zone, true)} (${zone})`}>
      {now === null ? momentText(at, zone) : nearWords(at.getTime() - now, isNext)}
    </time>
  );
}

/** A moment by the clock of whoever looks; by that of the schedule for whoever points at it. */
export function Moment({ at, zone, hasSeconds = false }: Props & { hasSeconds?: boolean }) {
  return (
    <time dateTime={at.toISOString()} title={`${momentText(at, zone, true)} (${zone})`}>
      {momentText(at, viewerZone(), hasSeconds)}
    </time>
  );
}

/** @param left the milliseconds until then; negative where it has passed. */
function nearWords(left: number, isNext: boolean): string {
  if (Math.abs(left) < 1_000 || (isNext && left < 0)) return "now";
  return left > 0 ? `in ${durationWords(left)}` : `${durationWords(-left)} ago`;
}
