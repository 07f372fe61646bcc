import { WrapText } from "lucide-react";
import { type ReactNode, type RefObject, useState } from "react";
import { useDraftStore } from "#components/draft/draft-context.ts";
import { useFound } from "#components/draft/use-found.ts";
import { useVertex } from "#components/draft/use-vertex.ts";
import { IconButton } from "#components/ui/buttons/icon-button.tsx";
import { useFlaggedLines } from "#components/vertex-form/findings/use-flagged-lines.ts";
import { LazyScriptField } from "#components/vertex-form/script/lazy-script-field.tsx";
import type { ScriptHandle } from "#components/vertex-form/script/script-field.tsx";
import { useWrapped } from "#components/vertex-form/script/use-wrapped.ts";
import type { InputSpec, Interpreter } from "#engine/model/graph-content.ts";
import { readingOf } from "#engine/placeholders/placeholders.ts";

type Props = {
  name: string;
  script: string;
  interpreter: Interpreter;
  inputs: Readonly<Record<string, InputSpec>>;
  isWhole?: boolean;
  startAt?: number | null;
  handle: RefObject<ScriptHandle | null>;
  /** More buttons beside its label. */
  children?: ReactNode;
};

/** The script of a vertex, in its form or in a window. */
export function ScriptEditor(props: Props) {
  const { name, script, interpreter, inputs, isWhole = false, startAt = null, handle, children } = props;
  const store = useDraftStore();
  const { update } = useVertex(name, ["script"]);
  const found = useFound(name, "script");
  const flagged = useFlaggedLines(name, "script", script, interpreter);
  const { isWrapped, toggle } = useWrapped();
  const [refused, setRefused] = useState<string | null>(null);
  return (
    <LazyScriptField
      label="Script"
      hint={`Write ${readingOf("name", interpreter)} to use an input.`}
      isWhole={isWhole}
      startAt={startAt}
      handle={handle}
      found={found}
      onFound={() => store.getState().showFound(null)}
      value={script}
      interpreter={interpreter}
      inputs={inputs}
      flagged={flagged}
      error={refused}
      onChange={(text) => setRefused(update({ script: text }, "script"))}
      onUndo={store.getState().undo}
      onRedo={store.getState().redo}
    >
      <IconButton
        size="small"
        label="Wrap long lines"
        aria-pressed={isWrapped}
        icon={<WrapText aria-hidden />}
        onClick={toggle}
      />
      {children}
    </LazyScriptField>
  );
}
