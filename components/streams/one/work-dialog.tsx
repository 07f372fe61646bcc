import { useState } from "react";
import { ConfirmDialog } from "#components/api/confirm-dialog.tsx";
import { Button } from "#components/ui/buttons/button.tsx";
import { releaseLists } from "#components/ui/live/interaction.ts";
import { Dialog } from "#components/ui/overlays/dialog.tsx";
import { useToast } from "#components/ui/overlays/toast.tsx";
import type { StreamView } from "#contract/flow/streams.ts";
import type { WorkedLetters } from "#contract/stream-entries.ts";
import { countWords, isPresent, readerName } from "../shown/stream-words.ts";
import type { KnownState } from "../shown/use-stream-states.ts";
import { useWork, type WorkWanted } from "./use-work.ts";

export type { WorkWanted };

type Props = { stream: StreamView; state: KnownState; wanted: WorkWanted; onClose: () => void };

/** Says what will happen with dead letters, does it, and says what was not done. */
export function WorkDialog({ stream, state, wanted, onClose }: Props) {
  const { name } = stream;
  const toast = useToast();
  const [left, setLeft] = useState<WorkedLetters | null>(null);
  const isPutBack = wanted.act === "put-back";
  const doneText = (done: number) => `${countWords(done)} ${isPutBack ? "put back" : "removed"}.`;
  const work = useWork(name, (worked) => {
    releaseLists();
    const { done, gone, unfit, isFull } = worked;
    if (isFull || unfit > 0 || gone > 0) return setLeft(worked);
    toast.done(doneText(done));
    onClose();
  });
  const what = wordsOf(wanted, state?.dead ?? null);
  const title = isPutBack ? `Put ${what} back?` : `Remove ${what}?`;
  if (left !== null)
    return (
      <Dialog
        isOpen
        onClose={onClose}
        title={doneText(left.done)}
        actions={<Button onClick={onClose}>Close</Button>}
      >
        {left.isFull && <p>The stream is as long as it may be now, so the rest stay dead letters.</p>}
        {left.unfit > 0 && <p>{countWords(left.unfit)} have no record that could be put back, and stay.</p>}
        {left.gone > 0 && <p>It was not there any more: somebody else was faster.</p>}
      </Dialog>
    );
  return (
    <ConfirmDialog
      title={title}
      look={isPutBack ? "primary" : "danger"}
      description={
        isPutBack ? (
          <WhatFollows stream={stream} state={state} />
        ) : (
          <p>What is removed is gone for good, with its record. Nothing is launched for it.</p>
        )
      }
      act={isPutBack ? "Put back" : "Remove"}
      change={work}
      onConfirm={() => work.mutate(wanted)}
      onClose={onClose}
    />
  );
}

function wordsOf(wanted: WorkWanted, dead: number | null): string {
  if ("id" in wanted) return "this dead letter";
  if (wanted.search !== "") return `all dead letters with "${wanted.search}"`;
  return dead === null ? "all dead letters" : `all ${countWords(dead)} dead letters`;
}

function WhatFollows({ stream: { maxLength }, state }: Pick<Props, "stream" | "state">) {
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
        {names.length === 0 ? (
          "Nobody reads the stream now."
        ) : (
          <>
            All that read the stream are given it, also those that dealt with it before:{" "}
            <bdi>{names.join(", ")}</bdi>.
          </>
        )}
      </p>
      {room !== null && room < (state?.dead ?? 0) && (
        <p>There is room for {countWords(room)} records: the rest stay dead letters.</p>
      )}
    </>
  );
}
