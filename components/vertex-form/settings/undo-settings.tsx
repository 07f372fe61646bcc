import { useMemo, useState } from "react";
import { useDraftStore } from "#components/draft/draft-context.ts";
import { useFound } from "#components/draft/use-found.ts";
import { useVertex } from "#components/draft/use-vertex.ts";
import { Checkbox } from "#components/ui/fields/checkbox.tsx";
import { readingOf } from "#engine/placeholders/placeholders.ts";
import { NO_UNDO } from "#engine/policies/undo-policy.ts";
import { useFlaggedLines } from "../findings/use-flagged-lines.ts";
import { LazyScriptField } from "../script/lazy-script-field.tsx";

const NOTHING = {};

/** The script that undoes what a vertex did, or that there is nothing to undo. Only scripts have one. */
export function UndoSettings({ name, isWhole = false }: { name: string; isWhole?: boolean }) {
  const { spec, update } = useVertex(name, ["kind", "revert", "revertFailed"]);
  const isScript = (spec.kind ?? "script") === "script";
  // The first letters of a script may spell what says that there is nothing to undo: its field stays until it is left.
  const [isTyped, setIsTyped] = useState(false);
  if ((spec.revert === NO_UNDO && !isTyped) || !isScript) return <NothingToUndo name={name} />;
  return (
    <>
      <UndoScript name={name} isWhole={isWhole} onTyped={setIsTyped} />
      {spec.revert === undefined || spec.revert === NO_UNDO ? (
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

function UndoScript({
  name,
  isWhole,
  onTyped,
}: {
  name: string;
  isWhole: boolean;
  onTyped: (isTyped: boolean) => void;
}) {
  const store = useDraftStore();
  const [refused, setRefused] = useState<string | null>(null);
  const { spec, update } = useVertex(name, ["revert", "interpreter", "inputs", "outputs"]);
  const { revert = "", interpreter = "bash", inputs = NOTHING, outputs = NOTHING } = spec;
  const found = useFound(name, "revert");
  const flagged = useFlaggedLines(name, "revert", revert, interpreter);
  const variables = useMemo(
    () => [
      ...Object.keys(outputs).map((output) => `SIGNALBOX_OUTPUT_${output}`),
      ...Object.keys(inputs).map((input) => `SIGNALBOX_INPUT_${input}`),
    ],
    [inputs, outputs],
  );
  return (
    <LazyScriptField
      label="Undo script"
      hint={`It runs when the pipeline is rolled back. It gets the inputs, as ${readingOf("name", interpreter)}, and the outputs as SIGNALBOX_OUTPUT_name.`}
      isWhole={isWhole}
      found={found}
      onFound={() => store.getState().showFound(null)}
      value={revert}
      interpreter={interpreter}
      inputs={inputs}
      flagged={flagged}
      variables={variables}
      error={refused}
      onLeave={() => onTyped(false)}
      onChange={(text) => {
        onTyped(true);
        setRefused(update({ revert: text }, "undo script"));
      }}
      onUndo={store.getState().undo}
      onRedo={store.getState().redo}
    />
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
