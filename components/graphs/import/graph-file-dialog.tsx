import { useMutation } from "@tanstack/react-query";
import { usePathname } from "next/navigation";
import { useMemo, useState } from "react";
import { useGraphsNamed } from "#components/api/graphs/use-graphs.ts";
import { useRenewGraphLists } from "#components/api/graphs/use-renew-graph-lists.ts";
import { ProblemCallout } from "#components/api/problem-callout.tsx";
import { useTRPC } from "#components/api/trpc.ts";
import { DeclaredTriggersDialog } from "#components/declared-triggers/declared-triggers-dialog.tsx";
import { Button } from "#components/ui/buttons/button.tsx";
import { useGoWhileShown } from "#components/ui/live/use-go-while-shown.ts";
import { BackButton } from "#components/ui/overlays/back-button.tsx";
import { Dialog } from "#components/ui/overlays/dialog.tsx";
import { Callout } from "#components/ui/states/callout.tsx";
import { firstProblem } from "#engine/graph-file/first-problem.ts";
import { MAX_PARTS_IN_PAGE } from "#engine/graph-file/yaml/yaml-limits.ts";
import {
  type ReadDeclaredTrigger,
  readWholeGraphText,
} from "#engine/graph-triggers/read-whole-graph-text.ts";
import { UnreadFile } from "./unread-file.tsx";
import { WhatIsReplaced } from "./what-is-replaced.tsx";

type Props = { file: string; text: string; folder: string; onClose: () => void };

/**
 * A graph file as a draft. A graph of the same name would be replaced, so that is asked first. Triggers that the file declares
 * are applied in a step of its own, after the import or without it.
 */
export function GraphFileDialog({ file, text, folder, onClose }: Props) {
  const trpc = useTRPC();
  const go = useGoWhileShown();
  const renewLists = useRenewGraphLists();
  const path = usePathname();
  const goTo = (graph: string) => {
    // The page of the graph is told of its new draft as of the save of another person.
    if (pathOf(graph) === path) onClose();
    else go(pathOf(graph));
  };
  const [isAboutTriggers, setAboutTriggers] = useState(false);
  const { graph, triggers, problem } = useMemo(() => readInPage(text), [text]);
  const there = useGraphsNamed([graph ?? ""]);
  // Names that differ only in upper and lower case are one.
  const [found] = there.graphs;
  // A graph that somebody makes or changes meanwhile is not replaced. The page does not know the name in a file that it did not read.
  const place =
    found !== undefined
      ? { version: found.version }
      : { folder, ...(graph !== null && there.isKnown && { isNew: true }) };
  // A graph that is there stays in its folder: before that is known, a wrong folder would be asked for.
  const isLooking = !there.isKnown && there.error === null;
  const apply = useMutation(
    trpc.graphs.applyText.mutationOptions({
      onSuccess: ({ name, declaredTriggers }) => {
        renewLists();
        if (triggers.length > 0) setAboutTriggers(true);
        // Those of a file that is too large for the page are told, and not applied here.
        else if (!(declaredTriggers > 0)) goTo(name);
      },
      // What somebody made, saved or deleted meanwhile is shown before another try.
      onError: () => there.refetch(),
    }),
  );
  const saved = apply.data?.name;
  // What was begun goes on, and is told here.
  const underWay = apply.isPending ? "The import is under way." : null;
  if (isAboutTriggers && graph !== null)
    return (
      <DeclaredTriggersDialog
        file={file}
        graph={graph}
        triggers={triggers}
        backText={saved === undefined ? "Back" : "To the graph"}
        onClose={() => (saved === undefined ? setAboutTriggers(false) : goTo(saved))}
      />
    );
  const isLeftOut = apply.isSuccess && triggers.length === 0 && apply.data.declaredTriggers > 0;
  return (
    <Dialog
      isOpen
      onClose={isLeftOut ? () => goTo(apply.data.name) : onClose}
      underWay={underWay}
      title={`Import ${file}`}
      actions={
        isLeftOut ? (
          <Button look="primary" onClick={() => goTo(apply.data.name)}>
            To the graph
          </Button>
        ) : (
          <>
            <BackButton onClick={onClose} />
            {triggers.length > 0 && (
              <BackButton onClick={() => setAboutTriggers(true)}>Only its triggers</BackButton>
            )}
            <Button
              look="primary"
              disabled={problem !== null}
              isBusy={isLooking || apply.isPending || apply.isSuccess}
              onClick={() => apply.mutate({ text, ...place })}
            >
              Import
            </Button>
          </>
        )
      }
    >
      {problem !== null ? (
        <UnreadFile text={text} problem={problem} />
      ) : (
        <WhatIsReplaced graph={graph} isKnown={there.isKnown} found={found} />
      )}
      {triggers.length > 0 && (
        <p>
          The file declares {triggers.length === 1 ? "one trigger" : `${triggers.length} triggers`}. The
          import starts none of them: it shows them afterwards, and you decide.
        </p>
      )}
      {isLeftOut && (
        <Callout
          tone="warn"
          title={`The draft is saved. The file declares ${apply.data.declaredTriggers} triggers, which were not applied.`}
          todo="The file is too large for this page: use graph triggers of the command line."
        />
      )}
      {apply.error !== null && <ProblemCallout error={apply.error} />}
    </Dialog>
  );
}

function pathOf(graph: string): string {
  return `/graphs/${encodeURIComponent(graph)}`;
}

type InPage = {
  /** The name of the graph; null where the page did not read it. */
  readonly graph: string | null;
  readonly triggers: readonly ReadDeclaredTrigger[];
  /** The first one. */
  readonly problem: string | null;
};

/** What the file says. The page would wait for a large file: the server reads that one. */
function readInPage(text: string): InPage {
  const reading = readWholeGraphText(text, MAX_PARTS_IN_PAGE);
  if (reading.ok) return { graph: reading.file.content.name, triggers: reading.triggers, problem: null };
  if (reading.isTooLarge) return { graph: null, triggers: [], problem: null };
  return { graph: null, triggers: [], problem: firstProblem(reading.problems) };
}
