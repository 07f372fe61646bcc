import { useMutation } from "@tanstack/react-query";
import { useId, useMemo, useState } from "react";
import { FolderField } from "#components/api/folder-field.tsx";
import { useFoundGraphs, useGraphsNamed } from "#components/api/graphs/use-graphs.ts";
import { useRenewGraphLists } from "#components/api/graphs/use-renew-graph-lists.ts";
import { ProblemCallout } from "#components/api/problem-callout.tsx";
import { useTRPCClient } from "#components/api/trpc.ts";
import { GraphPicture } from "#components/canvas/picture/graph-picture.tsx";
import { Button } from "#components/ui/buttons/button.tsx";
import { Form } from "#components/ui/fields/form.tsx";
import { TextField } from "#components/ui/fields/text-field.tsx";
import { useGoWhileShown } from "#components/ui/live/use-go-while-shown.ts";
import { CodeText } from "#components/ui/messages/code-text.tsx";
import { BackButton } from "#components/ui/overlays/back-button.tsx";
import { Dialog } from "#components/ui/overlays/dialog.tsx";
import { usePaused } from "#components/ui/use-paused.ts";
import type { TemplateView } from "#contract/templates.ts";
import { uniqueName } from "#engine/shape/names/free-name.ts";
import { graphNameProblem } from "#engine/shape/names/graph-names.ts";
import { makeFromTemplate, missingFor, textUnder } from "./make-from-template.ts";
import { readTemplate } from "./read-template.ts";
import styles from "./template-gallery.module.css";
import { TriggersOfTemplate } from "./triggers-of-template.tsx";

type Props = { template: TemplateView; folder: string; onBack: () => void; onClose: () => void };

/** Asks for the name of the graph that is made of a template, makes it, and goes to it. */
export function TemplateForm({ template, folder: first, onBack, onClose }: Props) {
  const form = useId();
  const goTo = useGoWhileShown();
  const renewLists = useRenewGraphLists();
  const client = useTRPCClient();
  const file = useMemo(() => readTemplate(template), [template]);
  const [typed, setTyped] = useState<string | null>(null);
  const [folder, setFolder] = useState(first);
  const near = useFoundGraphs(template.name);
  const name = typed ?? uniqueName(template.name, new Set(near.graphs.map(lowerName)));
  const needs = template.needs.map((needed) => needed.name);
  const graphs = useGraphsNamed([usePaused(name), ...needs]);
  const taken = new Set([...near.graphs, ...graphs.graphs].map(lowerName));
  const problem =
    graphNameProblem(name) ??
    (taken.has(name.toLowerCase()) ? `There is a graph ${name} already. Choose another name.` : null);
  const make = useMutation({
    mutationFn: async () => {
      // As it is now: what was made before something went wrong is there.
      const now = await client.graphs.list.query({ names: needs });
      await makeFromTemplate(template, name, now, {
        apply: (text) => client.graphs.applyText.mutate({ text, folder, isNew: true }),
        seal: (needed) => client.graphs.seal.mutate({ name: needed }),
      });
    },
    // Also after an error: what it needs may be there.
    onSettled: renewLists,
    onSuccess: () => goTo(`/graphs/${encodeURIComponent(name)}`),
  });
  const isReady = near.isKnown && problem === null;
  const isMaking = make.isPending || make.isSuccess;
  // What was begun goes on, and is told here.
  const underWay = make.isPending ? "The graph is being made." : null;
  const needed = missingFor(template, graphs.graphs).map((each) => each.name);
  return (
    <Dialog
      isOpen
      onClose={onClose}
      underWay={underWay}
      {...(make.isSuccess && { isTyped: false })}
      size="large"
      title={`From the template ${template.name}`}
      description={<CodeText>{file.content.description}</CodeText>}
      actions={
        <>
          <BackButton onClick={onBack}>All templates</BackButton>
          <Button type="submit" form={form} look="primary" isBusy={isMaking} disabled={!isReady}>
            Create
          </Button>
        </>
      }
    >
      <Form
        id={form}
        className={styles.form}
        noValidate
        onSubmit={() => {
          if (isReady && !isMaking) make.mutate();
        }}
      >
        <TextField
          label="Graph name"
          hint={
            needed.length === 0
              ? "You can rename it later."
              : `It runs ${needed.join(", ")}, which is sealed, too, and made where it is not there.`
          }
          value={name}
          error={make.isSuccess ? null : problem}
          onChange={({ target }) => setTyped(target.value)}
        />
        <FolderField act="design" value={folder} onValueChange={setFolder} />
        {graphNameProblem(name) === null && (
          <TriggersOfTemplate name={name} text={textUnder(template, name)} />
        )}
        {graphs.error != null && <ProblemCallout error={graphs.error} />}
        {make.error !== null && <ProblemCallout error={make.error} />}
        <GraphPicture file={file} className={styles.large} />
      </Form>
    </Dialog>
  );
}

function lowerName({ name }: { readonly name: string }): string {
  return name.toLowerCase();
}
