import { Plus } from "lucide-react";
import { useState } from "react";
import { useDraftStore } from "#components/draft/draft-context.ts";
import { freeInputName } from "#components/draft/edits/input-edits.ts";
import { useVertex } from "#components/draft/use-vertex.ts";
import { Button } from "#components/ui/buttons/button.tsx";
import type { OutputSpec } from "#engine/model/graph-content.ts";
import styles from "../inspector.module.css";
import { OutputCard } from "./output-card.tsx";
import { OutputExample } from "./output-example.tsx";
import { useCardKeys } from "./use-card-keys.ts";

type Props = {
  name: string;
  /** What can be read where no output is declared. */
  whenNone: string;
  /** For kinds that receive something: which names the expression of an output may read. */
  reads?: string;
};

/** What a vertex gives others to read, where they want to know its type. What is not declared is text. */
export function OutputsEditor({ name, whenNone, reads }: Props) {
  const store = useDraftStore();
  const { spec, update } = useVertex(name, ["outputs"]);
  const outputs: Readonly<Record<string, OutputSpec>> = spec.outputs ?? {};
  const [fresh, setFresh] = useState<string | null>(null);
  const names = Object.keys(outputs);
  const keys = useCardKeys(outputs);
  const add = () => {
    const added = freeInputName(outputs, "output");
    if (update({ outputs: { ...outputs, [added]: { type: "string" } } }) === null) setFresh(added);
  };
  return (
    <div className={styles.parts}>
      {names.length === 0 && <p className={styles.note}>{whenNone}</p>}
      <OutputExample name={name} />
      {names.map((output) => (
        <OutputCard
          key={keys.get(output)}
          vertex={name}
          name={output}
          outputs={outputs}
          isFresh={fresh === output}
          reads={reads ?? null}
          onOutputs={(now, field = "outputs") => update({ outputs: now }, field)}
          onRename={(to) => store.getState().edit({ do: "rename-output", vertex: name, from: output, to })}
        />
      ))}
      <div>
        <Button size="small" icon={<Plus aria-hidden />} onClick={add}>
          Add output
        </Button>
      </div>
    </div>
  );
}
