import { useQuery } from "@tanstack/react-query";
import Link from "next/link";
import { useTRPC } from "#components/api/trpc.ts";
import { useDraftText } from "#components/draft/use-draft-text.ts";
import { useVertex } from "#components/draft/use-vertex.ts";
import { SelectField } from "#components/ui/fields/select-field.tsx";
import { TextField } from "#components/ui/fields/text-field.tsx";
import styles from "#components/vertex-form/inspector.module.css";

/** The form of a child pipeline: which revision it runs, its inputs and its outputs. */
export function GraphKindInspector({ name }: { name: string }) {
  const { spec, update } = useVertex(name, ["graph"]);
  const { graph } = spec;
  const { data: graphs = [] } = useQuery(useTRPC().graphs.list.queryOptions({}));
  const sealed = graphs.flatMap(({ name: each, latest }) =>
    latest === null ? [] : [{ name: each, latest }],
  );
  const names = new Set([...(graph === undefined ? [] : [graph.name]), ...sealed.map((each) => each.name)]);
  const newest = sealed.find((each) => each.name === graph?.name)?.latest.number;
  const revision = useDraftText(String(graph?.revision ?? ""), (text) =>
    update({ graph: { name: graph?.name ?? "", revision: Number(text) } }, "revision"),
  );
  const choose = (chosen: string) => {
    const latest = sealed.find((each) => each.name === chosen)?.latest;
    update({ graph: chosen === "" ? undefined : { name: chosen, revision: latest?.number ?? 1 } });
  };
  return (
    <div className={styles.parts}>
      <div className={styles.pair}>
        <SelectField
          label="Graph"
          value={graph?.name ?? ""}
          options={[
            { value: "", label: "Choose…" },
            ...[...names].map((each) => ({ value: each, label: each })),
          ]}
          onValueChange={(value) => choose(value)}
        />
        {graph !== undefined && (
          <TextField
            label="Revision"
            isMono
            inputMode="numeric"
            hint={newest === undefined || newest === graph.revision ? "" : `The newest is ${newest}`}
            {...revision}
          />
        )}
      </div>
      {graph !== undefined && (
        <p className={styles.note}>
          <Link href={`/graphs/${encodeURIComponent(graph.name)}?revision=${graph.revision}`}>
            Open {graph.name}@{graph.revision}
          </Link>
          .
        </p>
      )}
    </div>
  );
}
