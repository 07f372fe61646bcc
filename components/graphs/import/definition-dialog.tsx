import { useMutation } from "@tanstack/react-query";
import { useId, useState } from "react";
import { useGraphsNamed } from "#components/api/graphs/use-graphs.ts";
import { useRenewGraphLists } from "#components/api/graphs/use-renew-graph-lists.ts";
import { ProblemCallout } from "#components/api/problem-callout.tsx";
import { useTRPCClient } from "#components/api/trpc.ts";
import { Button } from "#components/ui/buttons/button.tsx";
import { Form } from "#components/ui/fields/form.tsx";
import { TextField } from "#components/ui/fields/text-field.tsx";
import { useGoWhileShown } from "#components/ui/live/use-go-while-shown.ts";
import { BackButton } from "#components/ui/overlays/back-button.tsx";
import { Dialog } from "#components/ui/overlays/dialog.tsx";
import { Callout } from "#components/ui/states/callout.tsx";
import { SkeletonLines } from "#components/ui/states/skeleton.tsx";
import { MAX_LISTED_GRAPHS } from "#contract/graphs/graphs.ts";
import { IMPORT_FORMATS } from "#engine/imports/import-definition.ts";
import { graphNameProblem } from "#engine/shape/names/graph-names.ts";
import { ImportedGraphPart } from "./imported-graph-part.tsx";
import { useImported } from "./use-imported.ts";

type Props = { file: string; text: string; folder: string; onClose: () => void };

/** The definition of another system as drafts: what it becomes, and what cannot be carried over, before anything is made. */
export function DefinitionDialog({ file, text, folder, onClose }: Props) {
  const client = useTRPCClient();
  const goTo = useGoWhileShown();
  const renewLists = useRenewGraphLists();
  const form = useId();
  const own = useImported(text);
  const ownName = own?.ok ? (own.graphs.at(-1)?.name ?? "") : "";
  const [typed, setTyped] = useState<string | null>(null);
  const name = typed ?? ownName;
  const nameProblem = graphNameProblem(name);
  const other = nameProblem === null ? typed : null;
  const renamed = useImported(other === null ? null : text, other ?? undefined);
  const result = other === null ? own : renamed;
  // While it is read under another name, what was read before stays.
  const shown = result ?? own;
  const [made, setMade] = useState<readonly string[]>([]);
  const imported = shown?.ok ? shown.graphs : [];
  // The server refuses what is taken; of so many it is said before.
  const graphs = useGraphsNamed(imported.map(nameOf).slice(0, MAX_LISTED_GRAPHS));
  const there = new Set(graphs.graphs.map((graph) => graph.name.toLowerCase()));
  const taken = imported.map(nameOf).filter((each) => there.has(each.toLowerCase()) && !made.includes(each));
  const takenText =
    taken.length > 0 ? `There is a graph ${taken.join(", ")} already. An import replaces none.` : undefined;
  // Rows of tables may be several graphs beside each other; what a process holds is named after it.
  const holdsOneGraph = !own?.ok || own.format !== "graph-tables" || own.graphs.length === 1;
  const make = useMutation({
    mutationFn: async () => {
      for (const graph of imported.filter((each) => !made.includes(nameOf(each)))) {
        await client.graphs.applyText.mutate({ text: graph.text, folder, isNew: true });
        setMade((before) => [...before, nameOf(graph)]);
      }
    },
    // Also after an error: some may be there.
    onSettled: renewLists,
    onSuccess: () => goTo(`/graphs/${encodeURIComponent(imported.map(nameOf).at(-1) ?? name)}`),
  });
  const isBusy = make.isPending || make.isSuccess;
  const canImport = result?.ok === true && nameProblem === null && taken.length === 0 && graphs.isKnown;
  // What was begun goes on, and is told here.
  const underWay = make.isPending ? "The import is under way." : null;
  return (
    <Dialog
      isOpen
      onClose={onClose}
      underWay={underWay}
      {...(make.isSuccess && { isTyped: false })}
      size="large"
      title={`Import ${file}`}
      description={
        shown?.ok ? `This is ${IMPORT_FORMATS[shown.format]}. Nothing of it is executed.` : undefined
      }
      actions={
        <>
          <BackButton onClick={onClose} />
          <Button look="primary" type="submit" form={form} disabled={!canImport} isBusy={isBusy}>
            {imported.length > 1 ? `Import ${imported.length} graphs` : "Import"}
          </Button>
        </>
      }
    >
      {shown === null ? (
        <SkeletonLines count={4} label="Reading the definition" />
      ) : shown.ok ? (
        <Form id={form} onSubmit={() => canImport && !isBusy && make.mutate()}>
          {holdsOneGraph ? (
            <TextField
              label="Name of the graph"
              value={name}
              error={nameProblem ?? takenText}
              disabled={made.length > 0}
              onChange={({ target }) => setTyped(target.value)}
            />
          ) : (
            takenText !== undefined && (
              <Callout tone="bad" title={takenText} kept="Rename the graphs that are there." />
            )
          )}
          {imported.map((graph) => (
            <ImportedGraphPart key={nameOf(graph)} graph={graph} isMade={made.includes(nameOf(graph))} />
          ))}
        </Form>
      ) : (
        <Callout tone="bad" title={shown.text} kept="Nothing was changed." />
      )}
      {make.error !== null && <ProblemCallout error={make.error} />}
    </Dialog>
  );
}

function nameOf({ name }: { readonly name: string }): string {
  return name;
}
