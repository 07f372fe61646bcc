import { useDraftText } from "#components/draft/use-draft-text.ts";
import { useVertex } from "#components/draft/use-vertex.ts";
import { Checkbox } from "#components/ui/fields/checkbox.tsx";
import { TextArea } from "#components/ui/fields/text-field.tsx";

/** The script that undoes what a vertex did. */
export function UndoSettings({ name }: { name: string }) {
  const { spec, update } = useVertex(name);
  const revert = useDraftText(spec.revert ?? "", (text) => update({ revert: text }, "undo script"));
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
      {spec.revert !== undefined && (
        <Checkbox
          label="Undo after a failure, too"
          checked={spec.revertFailed === true}
          onCheckedChange={(isChecked) => void update({ revertFailed: isChecked })}
        />
      )}
    </>
  );
}
