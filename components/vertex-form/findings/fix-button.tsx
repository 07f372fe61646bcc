import { useDraftStore } from "#components/draft/draft-context.ts";
import { fixEdit } from "#components/draft/edits/fix-edit.ts";
import { Button } from "#components/ui/buttons/button.tsx";
import type { FindingFix } from "#engine/model/graph-content.ts";

/** Makes the change that a finding offers. */
export function FixButton({ fix }: { fix: FindingFix }) {
  const store = useDraftStore();
  const change = () => {
    const { draft, edit } = store.getState();
    edit(fixEdit(fix, draft.file.content));
  };
  return (
    <Button size="small" onClick={change}>
      {fix.label}
    </Button>
  );
}
