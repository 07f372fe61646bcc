import { columnsText, columnsWritten } from "#components/draft/text/column-lines.ts";
import { countIn } from "#components/draft/text/number-in.ts";
import { useDraftText } from "#components/draft/use-draft-text.ts";
import { useVertex, withChange } from "#components/draft/use-vertex.ts";
import { TextArea, TextField } from "#components/ui/fields/text-field.tsx";
import styles from "#components/vertex-form/inspector.module.css";
import { vertexJson } from "#engine/graph-file/graph-file-json.ts";
import { USUAL_BATCH, USUAL_ROUNDS } from "#engine/shape/fields/transfer-field.ts";
import type { FileFields } from "#engine/shape/file-part.ts";
import { ServersAsked } from "../transfers/servers-asked.tsx";
import { ConnectionField, TransferEndSettings } from "./transfer-end-settings.tsx";
import { SOURCE_FORMS, TARGET_FORMS } from "./transfer-ends.ts";

/** The form of a transfer: its source, its target, the columns, and where the dead letters go. */
export function TransferInspector({ name }: { name: string }) {
  const { spec, update } = useVertex(name, ["transfer"]);
  const { from = {}, to = {}, columns = {}, rounds, batch, dead = { stream: "" } } = spec.transfer ?? {};
  const [[source = "", sourceEnd = {}] = []] = Object.entries(from);
  const [[target = "", targetEnd = {}] = []] = Object.entries(to);
  const written = spec.transfer === undefined ? {} : (vertexJson(spec)["transfer"] as FileFields);
  const updateTransfer = (change: Parameters<typeof withChange>[1], field?: string) =>
    update({ transfer: withChange(written, change) }, field);
  const columnLines = useDraftText(columnsText(columns), (text) => {
    const read = columnsWritten(text);
    return "problem" in read ? read.problem : updateTransfer({ columns: read.columns }, "columns");
  });
  const most = useDraftText(rounds === undefined ? "" : String(rounds), (text) =>
    updateTransfer({ rounds: countIn(text) }, "rounds"),
  );
  const rows = useDraftText(batch === undefined ? "" : String(batch), (text) =>
    updateTransfer({ batch: countIn(text) }, "batch"),
  );
  const letters = useDraftText(dead.stream, (text) =>
    updateTransfer({ dead: { ...dead, stream: text.trim() } }, "dead"),
  );
  const readsStream = source === "redis-stream";
  return (
    <div className={styles.parts}>
      <TransferEndSettings
        legend="From"
        forms={SOURCE_FORMS}
        kind={source}
        end={sourceEnd}
        onEnd={(kind, end, field) => updateTransfer({ from: { [kind]: end } }, field)}
      />
      <TransferEndSettings
        legend="To"
        forms={TARGET_FORMS}
        kind={target}
        end={targetEnd}
        onEnd={(kind, end, field) => updateTransfer({ to: { [kind]: end } }, field)}
      />
      <TextArea
        label="Columns"
        rows={4}
        isMono
        placeholder={"id = @id\namount = amount"}
        hint="column = field of the source, one a line. @id is what tells a row from others."
        {...columnLines}
      />
      <TextField
        label="Dead letters"
        isMono
        placeholder="orders-dead"
        hint="A stream of Redis for rows that the target refuses."
        {...letters}
      />
      {!readsStream && (
        <ConnectionField
          label="Connection of the dead letters"
          kind="redis"
          value={dead.connection ?? ""}
          onChoose={(connection) => void updateTransfer({ dead: { ...dead, connection } })}
        />
      )}
      <div className={styles.pair}>
        <TextField
          label="Rows a round"
          isMono
          inputMode="numeric"
          placeholder={String(USUAL_BATCH)}
          {...rows}
        />
        <TextField
          label="Maximum rounds"
          isMono
          inputMode="numeric"
          placeholder={String(USUAL_ROUNDS)}
          {...most}
        />
      </div>
      <ServersAsked vertex={name} />
    </div>
  );
}
