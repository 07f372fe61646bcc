import type { StreamView } from "#contract/flow/streams.ts";
import { countWords, isPresent, readerName } from "../shown/stream-words.ts";
import type { KnownState } from "../shown/use-stream-states.ts";
import type { WorkWanted } from "./use-work.ts";

type Props = { stream: StreamView; state: KnownState; wanted: WorkWanted };

/** Who is given what is put back, and whether there is room for it. */
export function WhatFollows({ stream: { maxLength }, state, wanted }: Props) {
  const isKnown = state !== undefined && !state.isUnread;
  const readers = (state?.readers ?? []).filter(isPresent);
  const names = readers.map(
    (reader) => `${readerName(reader)}${reader.state === "paused" ? " (paused)" : ""}`,
  );
  const room = state?.length == null ? null : Math.max(0, maxLength - state.length);
  return (
    <>
      <p>
        Each record is written to the end of the stream again, with a new id, and its dead letter is removed.
      </p>
      <p>
        {!isKnown ? (
          "Who reads the stream is not known now: all that read it are given each record."
        ) : names.length === 0 ? (
          "Nobody reads the stream now."
        ) : (
          <>
            All that read the stream are given it, also those that dealt with it before:{" "}
            <bdi>{names.join(", ")}</bdi>.
          </>
        )}
      </p>
      {room !== null && <RoomLeft room={room} dead={state?.dead ?? 0} wanted={wanted} />}
    </>
  );
}

type RoomProps = { room: number; dead: number; wanted: WorkWanted };

function RoomLeft({ room, dead, wanted }: RoomProps) {
  if ("id" in wanted) return room === 0 && <p>There is no room for a record: it stays a dead letter.</p>;
  if (room >= dead) return null;
  const rest = wanted.search === "" ? "the rest stay" : "where more match, the rest stay";
  return (
    <p>
      There is room for {countWords(room)} records: {rest} dead letters.
    </p>
  );
}
