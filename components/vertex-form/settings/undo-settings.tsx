import { useDraftText } from "#components/draft/use-draft-text.ts";
import { useVertex } from "#components/draft/use-vertex.ts";
import { Checkbox } from "#components/ui/fields/checkbox.tsx";
import { TextArea } from "#components/ui/fields/text-field.tsx";
import { NO_UNDO } from "#engine/policies/undo-policy.ts";

/** The script that undoes what a vertex did, or that there is nothing to undo. */
export function UndoSettings({ name }: { name: string }) {
  const { spec, update } = useVertex(name, ["kind", "revert", "revertFailed"]);
  const revert = useDraftText(spec.revert ?? "", (text) => update({ revert: text }, "undo script"));
  if (spec.revert === NO_UNDO) return <NothingToUndo name={name} />;
  return (
    <>
      <TextArea
        label="Undo script"
        rows={spec.revert === undefined ? 1 : 4}
        isMono
        spellCheck={false}
        hint="It gets the inputs, and the outputs as SIGNALBOX_OUTPUT_name."
        {...revert}
      />
      {spec.revert === undefined ? (
        <NothingToUndo name={name} />
      ) : (
        <Checkbox
          label="Undo after a failure, too"
          checked={spec.revertFailed === true}
          onCheckedChange={(isChecked) => void update({ revertFailed: isChecked })}
        />
      )}
    </>
  );
}

/** Says that a vertex has nothing to undo, so that its pipeline can be undone without it. */
export function NothingToUndo({ name }: { name: string }) {
  const { spec, update } = useVertex(name, ["kind", "revert", "revertFailed"]);
  return (
    <Checkbox
      label="Nothing to undo"
      checked={spec.revert === NO_UNDO}
      onCheckedChange={(isChecked) => void update({ revert: isChecked ? NO_UNDO : "" })}
    />
  );
}
