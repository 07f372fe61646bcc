import { useState } from "react";
import { declaredAct, keyOf } from "#client/triggers/declared-triggers.ts";
import { ProblemCallout } from "#components/api/problem-callout.tsx";
import { Button } from "#components/ui/buttons/button.tsx";
import { BackButton } from "#components/ui/overlays/back-button.tsx";
import { Dialog } from "#components/ui/overlays/dialog.tsx";
import { Callout } from "#components/ui/states/callout.tsx";
import type { DeclaredTrigger } from "#engine/graph-triggers/declared-trigger.ts";
import type { ReadDeclaredTrigger } from "#engine/graph-triggers/read-whole-graph-text.ts";
import { DeclaredItem } from "./declared-item.tsx";
import styles from "./declared-triggers.module.css";
import { OthersOfGraph } from "./others-of-graph.tsx";
import { useDeclared } from "./use-declared.ts";

type Props = {
  /** The name of the file. */
  file: string;
  graph: string;
  triggers: readonly ReadDeclaredTrigger[];
  /** Entries that name a revision of another graph: they cannot be applied to this one. */
  leftOut?: readonly DeclaredTrigger[];
  /** The words of the button that leaves. */
  backText?: string;
  onClose: () => void;
};

/** The schedules and triggers that a graph file declares: what applying them would do, before anything is done. */
export function DeclaredTriggersDialog({
  file,
  graph,
  triggers,
  leftOut = NONE,
  backText = "Close",
  onClose,
}: Props) {
  const [removesOthers, setRemovesOthers] = useState(false);
  const declared = useDeclared(graph, triggers, leftOut);
  const { present, there, others, removedOthers, outcomes, apply } = declared;
  const isDone = apply.data?.isWhole === true;
  // What was begun goes on, and is told here.
  const underWay = apply.isPending ? "The triggers are being applied." : null;
  return (
    <Dialog
      isOpen
      isTyped={false}
      onClose={onClose}
      underWay={underWay}
      size="large"
      title={
        <>
          Triggers of <bdi>{file}</bdi>
        </>
      }
      description={
        <>
          The file declares {countText(triggers.length)} of <bdi>{graph}</bdi>. They are applied when you say
          so, with your rights. Each launches the latest sealed revision unless it names one.
        </>
      }
      actions={
        <>
          <BackButton onClick={onClose}>{backText}</BackButton>
          <Button
            look="primary"
            isBusy={apply.isPending}
            disabled={isDone || present.data === undefined || triggers.length === 0}
            onClick={() => apply.mutate(removesOthers)}
          >
            Apply {countText(triggers.length)}
          </Button>
        </>
      }
    >
      <ul className={styles.list} aria-label="Triggers of the file">
        {triggers.map((each) => {
          const known = there.get(keyOf(each)) ?? null;
          return (
            <DeclaredItem
              key={keyOf(each)}
              trigger={each}
              act={present.data === undefined ? null : declaredAct(each, known)}
              state={each.file.state ?? known?.file.state ?? "new"}
              outcome={outcomes.get(keyOf(each))}
            />
          );
        })}
      </ul>
      {leftOut.length > 0 && (
        <Callout
          tone="warn"
          title={
            <>
              Left out, because {leftOut.length === 1 ? "it names" : "they name"} a revision of another graph:{" "}
              <bdi>{namesOf(leftOut)}</bdi>
            </>
          }
          todo="Take the revision out of the file, or choose one of this graph on the page of the graph's triggers."
        />
      )}
      <OthersOfGraph
        others={others}
        removed={removedOthers}
        isToRemove={removesOthers}
        isDisabled={apply.isPending || isDone}
        onChange={setRemovesOthers}
      />
      {apply.data !== undefined && (
        <Callout
          tone={isDone ? "info" : "bad"}
          title={isDone ? "All of them are applied." : "Some of them were not applied."}
          {...(!isDone && {
            kept: `The others are done.${removedOthers.length === 0 ? " Nothing that is not in the file was removed." : ""}`,
          })}
        />
      )}
      {present.error !== null && <ProblemCallout error={present.error} />}
      {apply.error !== null && <ProblemCallout error={apply.error} />}
    </Dialog>
  );
}

const NONE: readonly DeclaredTrigger[] = [];
const MAX_NAMED = 20;

function namesOf(declared: readonly DeclaredTrigger[]): string {
  const names = declared.slice(0, MAX_NAMED).map(({ file }) => file.name);
  const more = declared.length - names.length;
  return `${names.join(", ")}${more > 0 ? ` and ${more} more` : ""}`;
}

function countText(count: number): string {
  return count === 1 ? "one trigger" : `${count.toLocaleString("en")} triggers`;
}
