import { Plus } from "lucide-react";
import { freeInputName } from "#components/draft/edits/input-edits.ts";
import { useVertex } from "#components/draft/use-vertex.ts";
import { Button } from "#components/ui/buttons/button.tsx";
import type { OutputSpec, VertexKind } from "#engine/model/graph-content.ts";
import styles from "../inspector.module.css";
import { OutputCard } from "./output-card.tsx";

/** What the outputs of a kind that receives something are made of. */
const READ: Readonly<Partial<Record<VertexKind, string>>> = {
  http: "status, headers and body: body.items[0].id",
  wait: "call and calls: call.version",
};

/** What a vertex gives others to read, where they want to know its type. What is not declared is text. */
export function OutputsEditor({ name }: { name: string }) {
  const { spec, say } = useVertex(name);
  const outputs: Readonly<Record<string, OutputSpec>> = spec.outputs ?? {};
  const names = Object.keys(outputs);
  return (
    <fieldset className={styles.group}>
      <legend>Outputs</legend>
      <p className={styles.note}>
        {names.length > 0
          ? null
          : spec.kind === "graph"
            ? "None is declared: what the graph gives can be read once it is named here."
            : spec.kind === "http"
              ? "None is declared: the status and the body can be read."
              : spec.kind === "wait"
                ? "None is declared: every field of the call can be read."
                : "None is declared: what the script writes to $SIGNALBOX_OUTPUT is text."}
      </p>
      {names.map((output, place) => (
        <OutputCard
          // Its place, not its name: renaming must not take the focus away.
          // biome-ignore lint/suspicious/noArrayIndexKey: cards are never reordered, and hold no state that outlives their name
          key={place}
          name={output}
          outputs={outputs}
          reads={READ[spec.kind ?? "script"] ?? null}
          onOutputs={(now, field = "outputs") => say({ outputs: now }, field)}
        />
      ))}
      <div>
        <Button
          size="small"
          icon={<Plus aria-hidden />}
          onClick={() =>
            void say({ outputs: { ...outputs, [freeInputName(outputs, "output")]: { type: "string" } } })
          }
        >
          Add output
        </Button>
      </div>
    </fieldset>
  );
}
