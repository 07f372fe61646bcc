import { useVertex } from "#components/draft/use-vertex.ts";
import { Button } from "#components/ui/buttons/button.tsx";
import styles from "../inspector.module.css";
import { outputLine, withLine } from "./output-line.ts";

/** How the script of a vertex gives an output, as a line that can be put into it. Nothing for other kinds. */
export function OutputExample({ name }: { name: string }) {
  const { spec, update } = useVertex(name, ["kind", "script", "interpreter", "outputs"]);
  if ((spec.kind ?? "script") !== "script") return null;
  const line = outputLine(spec);
  return (
    <p className={styles.example}>
      <span>
        To give an output: <code>{line}</code>
      </span>
      <Button
        size="small"
        look="quiet"
        aria-label="Insert the line that gives an output"
        onClick={() => void update({ script: withLine(spec.script ?? "", line) })}
      >
        Insert
      </Button>
    </p>
  );
}
