import { useMutation, useQuery } from "@tanstack/react-query";
import { useRouter } from "next/navigation";
import { useMemo } from "react";
import { ProblemCallout } from "#components/api/problem-callout.tsx";
import { useTRPC } from "#components/api/trpc.ts";
import { Button } from "#components/ui/buttons/button.tsx";
import { Dialog } from "#components/ui/overlays/dialog.tsx";
import { Callout } from "#components/ui/states/callout.tsx";
import { readGraphText } from "#engine/graph-file/read-graph-text.ts";
import { hasMoreParts, MAX_PARTS_IN_PAGE } from "#engine/graph-file/yaml/yaml-limits.ts";

type Props = { file: string; text: string; folder: string; onClose: () => void };

/** A graph file as a draft. A graph of the same name would be replaced, so that is asked first. */
export function GraphFileDialog({ file, text, folder, onClose }: Props) {
  const trpc = useTRPC();
  const router = useRouter();
  const graphs = useQuery(trpc.graphs.list.queryOptions({}));
  const apply = useMutation(
    trpc.graphs.applyText.mutationOptions({
      onSuccess: ({ name }) => router.push(`/graphs/${encodeURIComponent(name)}`),
    }),
  );
  const { graph, problem } = useMemo(() => readInPage(text), [text]);
  return (
    <Dialog
      isOpen
      onClose={onClose}
      title={`Import ${file}`}
      actions={
        <>
          <Button onClick={onClose}>Back</Button>
          <Button
            look="primary"
            disabled={problem !== null}
            isBusy={apply.isPending || apply.isSuccess}
            onClick={() =>
              apply.mutate(graphs.data?.some(({ name }) => name === graph) ? { text } : { text, folder })
            }
          >
            Import
          </Button>
        </>
      }
    >
      {problem !== null ? (
        <Callout tone="bad" title={problem} kept="Nothing was changed." />
      ) : (
        <p>
          It becomes the draft of {graph === null ? "the graph that it names" : <strong>{graph}</strong>}. If
          there is a graph of that name, its draft is replaced; its revisions stay.
        </p>
      )}
      {apply.error !== null && <ProblemCallout error={apply.error} />}
    </Dialog>
  );
}

/** The name of the graph, and the first problem. The page would wait for a large file: the server reads that one. */
function readInPage(text: string): { readonly graph: string | null; readonly problem: string | null } {
  if (hasMoreParts(text, MAX_PARTS_IN_PAGE)) return { graph: null, problem: null };
  const reading = readGraphText(text);
  if (reading.ok) return { graph: reading.file.content.name, problem: null };
  const [first] = reading.problems;
  return { graph: null, problem: `Line ${first?.line ?? 1}: ${first?.text ?? "This is no graph file."}` };
}
