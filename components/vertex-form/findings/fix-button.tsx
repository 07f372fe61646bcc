import { useDraftStore } from "#components/draft/draft-context.ts";
import { fixEdit } from "#components/draft/edits/fix-edit.ts";
import { Button } from "#components/ui/buttons/button.tsx";
import { onFirstPress } from "#components/ui/buttons/one-press.ts";
import type { Finding, FindingFix } from "#engine/model/graph-content.ts";

/** Makes the change that a finding offers. */
export function FixButton({ fix }: { fix: FindingFix }) {
  const store = useDraftStore();
  const change = () => {
    const { draft, edit } = store.getState();
    edit(fixEdit(fix, draft.file.content));
  };
  return (
    <Button size="small" title={fix.label} onClick={onFirstPress(change)}>
      {fix.label}
    </Button>
  );
}

/** Whether a finding offers a change. */
export function hasFix({ fix, otherFix }: Pick<Finding, "fix" | "otherFix">): boolean {
  return fix !== undefined || otherFix !== undefined;
}

/** The changes of which each corrects a finding. */
export function FixButtons({ finding: { fix, otherFix } }: { finding: Pick<Finding, "fix" | "otherFix"> }) {
  return (
    <>
      {fix !== undefined && <FixButton fix={fix} />}
      {otherFix !== undefined && (
        <>
          {" or "}
          <FixButton fix={otherFix} />
        </>
      )}
    </>
  );
}
