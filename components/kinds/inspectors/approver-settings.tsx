import { useDraftText } from "#components/draft/use-draft-text.ts";
import { Checkbox } from "#components/ui/fields/checkbox.tsx";
import { TextArea, TextField } from "#components/ui/fields/text-field.tsx";
import type { VertexSpec } from "#engine/model/graph-content.ts";
import type { FilePart } from "#engine/shape/file-part.ts";

type Props = {
  prompt: NonNullable<VertexSpec["prompt"]>;
  onPrompt: (change: { readonly [field: string]: FilePart | undefined }, field: string) => string | null;
};

/** Who may approve, and how many of them must. */
export function ApproverSettings({ prompt, onPrompt }: Props) {
  const assignees = useDraftText((prompt.assignees ?? []).join("\n"), (text) => {
    const lines = text.split("\n").map((line) => line.trim());
    const named = lines.filter((line) => line !== "");
    return onPrompt({ assignees: named.length === 0 ? undefined : named }, "assignees");
  });
  const quorum = useDraftText(String(prompt.quorum ?? 1), (text) =>
    onPrompt({ quorum: /^\d+$/.test(text.trim()) ? Number(text) : text }, "quorum"),
  );
  return (
    <>
      <TextArea
        label="Who may approve"
        rows={2}
        isMono
        placeholder={"group:dba\nperson:ann@example.com"}
        hint="One a line: group:NAME, person:EMAIL, role:approver, token:NAME. Empty: everybody who may answer in the folder."
        {...assignees}
      />
      <TextField
        label="How many must approve"
        inputMode="numeric"
        hint="A number of different people, for example 2."
        {...quorum}
      />
      <Checkbox
        label="Not who launched the pipeline"
        checked={prompt.excludeLauncher === true}
        onCheckedChange={(is) => void onPrompt({ excludeLauncher: is || undefined }, "exclude launcher")}
      />
      <Checkbox
        label="Not who sealed the revision"
        checked={prompt.excludeSealer === true}
        onCheckedChange={(is) => void onPrompt({ excludeSealer: is || undefined }, "exclude sealer")}
      />
    </>
  );
}
