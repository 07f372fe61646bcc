import { useMutation, useQuery } from "@tanstack/react-query";
import { FileUp } from "lucide-react";
import { useRouter } from "next/navigation";
import { useRef, useState } from "react";
import { ProblemCallout } from "#components/api/problem-callout.tsx";
import { useTRPC } from "#components/api/trpc.ts";
import { fileSizeProblem } from "#components/draft/saving/file-size-problem.ts";
import { Button } from "#components/ui/buttons/button.tsx";
import { Dialog } from "#components/ui/overlays/dialog.tsx";
import { Callout } from "#components/ui/states/callout.tsx";
import { readGraphText } from "#engine/graph-file/read-graph-text.ts";
import { hasMoreParts, MAX_PARTS_IN_PAGE } from "#engine/graph-file/yaml-limits.ts";

/** A graph file as a draft. A graph of the same name would be replaced, so that is asked first. */
export function ImportGraphButton({ folder, refused }: { folder: string; refused: string | null }) {
  const graphs = useQuery(useTRPC().graphs.list.queryOptions({}));
  const trpc = useTRPC();
  const router = useRouter();
  const picker = useRef<HTMLInputElement>(null);
  const [met, setMet] = useState<{
    file: string;
    text: string;
    graph: string | null;
    problem: string | null;
  } | null>(null);
  const apply = useMutation(
    trpc.graphs.applyText.mutationOptions({
      onSuccess: ({ name }) => router.push(`/graphs/${encodeURIComponent(name)}`),
    }),
  );
  const read = async (file: File | undefined) => {
    if (file === undefined) return;
    apply.reset();
    const tooLarge = fileSizeProblem(file.size);
    const text = tooLarge === null ? await file.text() : "";
    // The page would wait for a large file: the server reads it, and says what is wrong with it.
    const isForServer = tooLarge === null && hasMoreParts(text, MAX_PARTS_IN_PAGE);
    const reading = tooLarge === null && !isForServer ? readGraphText(text) : null;
    const [first] = reading !== null && !reading.ok ? reading.problems : [];
    const problem = tooLarge ?? (first === undefined ? null : `Line ${first.line ?? 1}: ${first.text}`);
    setMet({ file: file.name, text, graph: reading?.ok ? reading.file.content.name : null, problem });
  };
  const close = () => setMet(null);
  return (
    <>
      <input
        ref={picker}
        type="file"
        accept=".yaml,.yml,.json"
        hidden
        aria-label="Graph file"
        onChange={({ target }) => {
          void read(target.files?.[0]);
          target.value = "";
        }}
      />
      <Button icon={<FileUp aria-hidden />} refused={refused} onClick={() => picker.current?.click()}>
        Import
      </Button>
      {met !== null && (
        <Dialog
          isOpen
          onClose={close}
          title={`Import ${met.file}`}
          actions={
            <>
              <Button onClick={close}>Back</Button>
              <Button
                look="primary"
                disabled={met.problem !== null}
                isBusy={apply.isPending || apply.isSuccess}
                onClick={() =>
                  apply.mutate(
                    graphs.data?.some(({ name }) => name === met.graph)
                      ? { text: met.text }
                      : { text: met.text, folder },
                  )
                }
              >
                Import
              </Button>
            </>
          }
        >
          {met.problem !== null ? (
            <Callout tone="bad" title={met.problem} kept="Nothing was changed." />
          ) : (
            <p>
              It becomes the draft of{" "}
              {met.graph === null ? "the graph that it names" : <strong>{met.graph}</strong>}. If there is a
              graph of that name, its draft is replaced; its revisions stay.
            </p>
          )}
          {apply.error !== null && <ProblemCallout error={apply.error} />}
        </Dialog>
      )}
    </>
  );
}
