import { useState } from "react";
import { ConfirmDialog } from "#components/api/confirm-dialog.tsx";
import { shownProblem } from "#components/api/shown-problem.ts";
import { Button } from "#components/ui/buttons/button.tsx";
import { Dialog } from "#components/ui/overlays/dialog.tsx";
import { useToast } from "#components/ui/overlays/toast.tsx";
import { Callout } from "#components/ui/states/callout.tsx";
import type { StreamView } from "#contract/flow/streams.ts";
import { countWords } from "../shown/stream-words.ts";
import type { KnownState } from "../shown/use-stream-states.ts";
import { useWork, type Worked, type WorkWanted } from "./use-work.ts";
import { WhatFollows } from "./what-follows.tsx";

export type { WorkWanted };

type Props = { stream: StreamView; state: KnownState; wanted: WorkWanted; onClose: () => void };

/** Says what will happen with dead letters, does it, and says what was not done. */
export function WorkDialog({ stream, state, wanted, onClose }: Props) {
  const { name } = stream;
  const toast = useToast();
  const [left, setLeft] = useState<Worked | null>(null);
  const isPutBack = wanted.act === "put-back";
  const doneText = (done: number) => `${countWords(done)} ${isPutBack ? "put back" : "removed"}.`;
  const work = useWork(name, (worked) => {
    const { done, gone, unfit, isFull, problem } = worked;
    if (problem !== undefined || isFull || unfit > 0 || gone > 0) return setLeft(worked);
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
        {left.problem !== undefined && (
          <LeftProblem problem={left.problem} done={doneText(left.done)} isPutBack={isPutBack} />
        )}
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
          <WhatFollows stream={stream} state={state} wanted={wanted} />
        ) : (
          <p>What is removed is gone for good, with its record. Nothing is launched for it.</p>
        )
      }
      act={isPutBack ? "Put back" : "Remove"}
      change={work}
      underWay={`Dead letters are being ${isPutBack ? "put back" : "removed"}.`}
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

type LeftProps = { problem: unknown; done: string; isPutBack: boolean };

/** Why a later request of several failed. Its own words do not know of the ones before. */
function LeftProblem({ problem, done, isPutBack }: LeftProps) {
  const { title, todo } = shownProblem(problem);
  const kept = `${done} Each of the others is where it was, or was ${isPutBack ? "put back" : "removed"}, too.`;
  return <Callout tone="bad" title={title} kept={kept} todo={todo} />;
}
