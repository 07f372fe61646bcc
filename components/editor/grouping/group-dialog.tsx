import { useId, useMemo, useState } from "react";
import { FolderField } from "#components/api/folder-field.tsx";
import { ProblemCallout } from "#components/api/problem-callout.tsx";
import { shownProblem } from "#components/api/shown-problem.ts";
import { useDraft } from "#components/draft/draft-context.ts";
import { groupVertexName, suggestedGraphName } from "#components/draft/edits/group-edit.ts";
import { Button } from "#components/ui/buttons/button.tsx";
import { Form } from "#components/ui/fields/form.tsx";
import { TextField } from "#components/ui/fields/text-field.tsx";
import { BackButton } from "#components/ui/overlays/back-button.tsx";
import { Dialog } from "#components/ui/overlays/dialog.tsx";
import { groupVertices } from "#engine/grouping/group-vertices.ts";
import styles from "./group-dialog.module.css";
import { GroupPreview } from "./group-preview.tsx";
import { GroupedDialog } from "./grouped-dialog.tsx";
import { RefusedGroup } from "./refused-group.tsx";
import { useChildName } from "./use-child-name.ts";
import { type Chosen, useMakeGroup } from "./use-make-group.ts";

type Props = { folder: string; chosen: Chosen; onClose: () => void };

/** Shows what grouping will do, or why it cannot be done; asks for a name, and does it. */
export function GroupDialog({ folder: own, chosen, onClose }: Props) {
  const form = useId();
  const file = useDraft(({ draft }) => draft.file);
  const [suggested] = useState(() => suggestedGraphName(file, chosen.vertices));
  const { name, setName, problem } = useChildName(suggested);
  const [folder, setFolder] = useState(own);
  const [isTried, setIsTried] = useState(false);
  const make = useMakeGroup(chosen);
  // The names change nothing of what crosses the border.
  const grouped = useMemo(
    () =>
      groupVertices(file, {
        ...chosen,
        graph: "child",
        vertex: groupVertexName(file, chosen.vertices, "child"),
      }),
    [file, chosen],
  );
  const { data: made } = make;
  if (made != null) return <GroupedDialog made={made} onClose={onClose} />;
  const refused = made === null ? "Close this, and look at the draft." : null;
  const shown = name === "" && !isTried ? null : problem;
  const isTaken = make.error !== null && shownProblem(make.error).code === "conflict";
  const submit = () => {
    setIsTried(true);
    if (!make.isPending && refused === null && problem === null) make.mutate({ graph: name, folder });
  };
  // While it is being made it can no longer be taken back, so what comes of it is shown.
  const underWay = make.isPending ? "The group is being made." : null;
  const count = `${chosen.vertices.length.toLocaleString("en")} ${chosen.vertices.length === 1 ? "vertex" : "vertices"}`;
  if (!grouped.ok && !make.isPending)
    return (
      <RefusedGroup title={`Group ${count} into a child graph`} reasons={grouped.reasons} onClose={onClose} />
    );
  return (
    <Dialog
      isOpen
      onClose={onClose}
      underWay={underWay}
      size="large"
      title={`Group ${count} into a child graph`}
      description="They move into the draft of a new graph, and one vertex here runs it: what runs, and with which values, stays the same. The child has to be sealed before this graph can be sealed again; you can do so in the next step."
      actions={
        <>
          <BackButton onClick={onClose} />
          <Button type="submit" form={form} look="primary" isBusy={make.isPending} refused={refused}>
            Group
          </Button>
        </>
      }
    >
      <Form id={form} className={styles.form} noValidate onSubmit={submit}>
        <TextField
          label="Name of the child graph"
          hint="Letters, digits and - _ . for example back-up. Rename it only after it is sealed and pinned here."
          value={name}
          error={shown ?? (isTaken && make.variables?.graph === name ? shownProblem(make.error).title : null)}
          onChange={({ target }) => setName(target.value)}
        />
        <FolderField
          act="design"
          value={folder}
          onValueChange={setFolder}
          hint={
            folder === own
              ? ""
              : "Another folder than that of this graph: it decides who may read and run the child, and which secrets, runner labels and connections it may use."
          }
        />
      </Form>
      {make.error !== null && !isTaken && <ProblemCallout error={make.error} />}
      {grouped.ok && <GroupPreview grouped={grouped} />}
    </Dialog>
  );
}
