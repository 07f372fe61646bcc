import { useState } from "react";
import { declaredAct, keyOf } from "#client/triggers/declared-triggers.ts";
import { ProblemCallout } from "#components/api/problem-callout.tsx";
import { Button } from "#components/ui/buttons/button.tsx";
import { Checkbox } from "#components/ui/fields/checkbox.tsx";
import { Dialog } from "#components/ui/overlays/dialog.tsx";
import { Callout } from "#components/ui/states/callout.tsx";
import type { ReadDeclaredTrigger } from "#engine/graph-triggers/read-whole-graph-text.ts";
import { DeclaredItem } from "./declared-item.tsx";
import styles from "./declared-triggers.module.css";
import { useDeclared } from "./use-declared.ts";

type Props = {
  /** The name of the file. */
  file: string;
  graph: string;
  triggers: readonly ReadDeclaredTrigger[];
  /** The words of the button that leaves. */
  backText?: string;
  onClose: () => void;
};

/** The schedules and triggers that a graph file declares: what applying them would do, before anything is done. */
export function DeclaredTriggersDialog({ file, graph, triggers, backText = "Close", onClose }: Props) {
  const [removesOthers, setRemovesOthers] = useState(false);
  const { present, others, outcomes, apply } = useDeclared(graph, triggers);
  const there = new Map(present.data?.map((each) => [keyOf(each), each]));
  const isDone = apply.data?.isWhole === true;
  // What was begun goes on, and is told here.
  const leave = () => {
    if (!apply.isPending) onClose();
  };
  return (
    <Dialog
      isOpen
      onClose={leave}
      size="large"
      title={
        <>
          Triggers of <bdi>{file}</bdi>
        </>
      }
      description={
        <>
          The file declares {countText(triggers.length)} of <bdi>{graph}</bdi>. They are applied when you say
          so, with your rights, and launch the latest sealed revision.
        </>
      }
      actions={
        <>
          <Button disabled={apply.isPending} onClick={leave}>
            {backText}
          </Button>
          <Button
            look="primary"
            isBusy={apply.isPending}
            disabled={isDone || present.data === undefined}
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
      {others.length > 0 && (
        <section className={styles.others} aria-label="Not in the file">
          <p>
            Not in the file, and left as {others.length === 1 ? "it is" : "they are"}:{" "}
            {others.slice(0, MAX_NAMED).map((other, place) => (
              <span key={keyOf(other)}>
                {place > 0 && ", "}
                <bdi>{other.file.name}</bdi>
              </span>
            ))}
            {others.length > MAX_NAMED && ` and ${others.length - MAX_NAMED} more`}
          </p>
          <Checkbox
            label={`Remove ${others.length === 1 ? "it" : `these ${others.length}`} as well, once the others are applied`}
            checked={removesOthers}
            disabled={apply.isPending || isDone}
            onCheckedChange={setRemovesOthers}
          />
        </section>
      )}
      {apply.data !== undefined && (
        <Callout
          tone={isDone ? "info" : "bad"}
          title={isDone ? "All of them are applied." : "Some of them were not applied."}
          {...(!isDone && { kept: "The others are done, and nothing was removed." })}
        />
      )}
      {present.error !== null && <ProblemCallout error={present.error} />}
      {apply.error !== null && <ProblemCallout error={apply.error} />}
    </Dialog>
  );
}

const MAX_NAMED = 20;

function countText(count: number): string {
  return count === 1 ? "one trigger" : `${count.toLocaleString("en")} triggers`;
}
