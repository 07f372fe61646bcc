import { useQuery } from "@tanstack/react-query";
import Link from "next/link";
import { useTRPC } from "#components/api/trpc.ts";
import { usePinState } from "#components/draft/child-graphs/child-graphs-context.ts";
import { useDraftText } from "#components/draft/use-draft-text.ts";
import { useVertex } from "#components/draft/use-vertex.ts";
import { SelectField } from "#components/ui/fields/select-field.tsx";
import { TextField } from "#components/ui/fields/text-field.tsx";
import styles from "#components/vertex-form/inspector.module.css";
import { ChildParams } from "./child/child-params.tsx";
import { PinNotes } from "./child/pin-notes.tsx";

/** The form of a child pipeline: which revision it runs, its inputs and its outputs. */
export function GraphKindInspector({ name }: { name: string }) {
  const { spec, update } = useVertex(name, ["graph"]);
  const { graph } = spec;
  const pinned = usePinState(spec);
  const { data: graphs = [] } = useQuery(useTRPC().graphs.list.queryOptions({}));
  const sealed = graphs.flatMap(({ name: each, latest }) =>
    latest === null ? [] : [{ name: each, latest }],
  );
  const names = new Set([...(graph === undefined ? [] : [graph.name]), ...sealed.map((each) => each.name)]);
  const listed = sealed.find((each) => each.name === graph?.name);
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
        {graph !== undefined && <TextField label="Revision" isMono inputMode="numeric" {...revision} />}
      </div>
      {graph !== undefined && (
        <p className={styles.note}>
          <Link href={`/graphs/${encodeURIComponent(graph.name)}?revision=${graph.revision}`}>
            Open {graph.name}@{graph.revision}
          </Link>
          .
        </p>
      )}
      {graph !== undefined && <PinNotes vertex={name} pin={graph} isListed={listed !== undefined} />}
      {/* The params of another content would not be those of what runs. */}
      {graph !== undefined && (pinned === null ? listed !== undefined : !pinned.isOther) && (
        <ChildParams
          key={`${graph.name}@${graph.revision}`}
          vertex={name}
          graph={pinned?.graph ?? graph.name}
          revision={pinned?.at ?? graph.revision}
        />
      )}
    </div>
  );
}
