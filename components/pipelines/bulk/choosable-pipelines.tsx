import { Ban, Check, Columns2, RefreshCw } from "lucide-react";
import { type ReactNode, useMemo, useRef, useState } from "react";
import { useMay } from "#components/api/use-may.ts";
import { useCommands } from "#components/commands/use-commands.ts";
import { Button } from "#components/ui/buttons/button.tsx";
import { LinkButton } from "#components/ui/buttons/link-button.tsx";
import type { Column } from "#components/ui/data-table.tsx";
import { Checkbox } from "#components/ui/fields/checkbox.tsx";
import type { PipelineSummary } from "#contract/pipelines/pipelines.ts";
import styles from "./bulk.module.css";
import type { BulkAct, ChosenPipeline } from "./bulk-act.ts";
import { BulkDialog } from "./bulk-dialog.tsx";
import { useBulkCommands } from "./use-bulk-commands.ts";

type Props = {
  pipelines: readonly PipelineSummary[];
  /** What they are an answer to: another filter or page begins with nothing chosen. */
  of: string;
  /** Their table, with this column before all others. */
  children: (lead: Column<PipelineSummary>) => ReactNode;
};

const NOTHING: ReadonlySet<number> = new Set();

/**
 * Pipelines of which several can be chosen, and retried or cancelled together. Only what is listed is acted on: what
 * left the list since it was chosen is said, and left alone.
 */
export function ChoosablePipelines({ pipelines, of, children }: Props) {
  const may = useMay();
  const [{ ids, of: chosenOf }, setChosen] = useState({ ids: NOTHING, of });
  const [asked, setAsked] = useState<{ act: BulkAct; chosen: readonly ChosenPipeline[] } | null>(null);
  const chosen = chosenOf === of ? ids : NOTHING;
  const listed = pipelines
    .filter(({ id }) => chosen.has(id))
    .map((pipeline) => ({ pipeline, refused: may("control", pipeline.folder) }));
  const gone = chosen.size - listed.length;
  const lead = useMemo((): Column<PipelineSummary> => {
    const change = (some: readonly PipelineSummary[], isChosen: boolean) =>
      setChosen((now) => {
        const next = new Set(now.of === of ? now.ids : NOTHING);
        for (const { id } of some) {
          if (isChosen) next.add(id);
          else next.delete(id);
        }
        return { ids: next, of };
      });
    const areAll = pipelines.length > 0 && pipelines.every(({ id }) => chosen.has(id));
    return {
      id: "choose",
      head: (
        <Checkbox
          label={<span className="visually-hidden">Choose all pipelines of this page</span>}
          checked={areAll}
          onCheckedChange={(isChosen) => change(pipelines, isChosen)}
        />
      ),
      cell: (pipeline) => (
        <Checkbox
          label={
            <span className="visually-hidden">
              Choose <bdi>{pipeline.name}</bdi> #{pipeline.id}
            </span>
          }
          checked={chosen.has(pipeline.id)}
          onCheckedChange={(isChosen) => change([pipeline], isChosen)}
        />
      ),
    };
  }, [pipelines, chosen, of]);
  // Where only some may not be done, their rows say so.
  const refused = listed.every((each) => each.refused !== null) ? (listed[0]?.refused ?? null) : null;
  const ask = (act: BulkAct) => setAsked({ act, chosen: listed });
  const chooseAll = () => setChosen({ ids: new Set(pipelines.map(({ id }) => id)), of });
  useBulkCommands({ count: listed.length, refused, ask, chooseAll });
  const button = (act: BulkAct) => ({
    size: "small" as const,
    disabled: listed.length === 0,
    refused,
    onClick: () => ask(act),
  });
  return (
    <>
      {children(lead)}
      {chosen.size > 0 && (
        <section className={styles.bar} aria-label="Chosen pipelines">
          <span aria-live="polite">
            {listed.length} chosen
            {gone > 0 && `, ${gone} more ${gone === 1 ? "is" : "are"} no longer in this list`}
          </span>
          <Button {...button("retry")} icon={<RefreshCw aria-hidden />}>
            Retry failed
          </Button>
          <Button {...button("cancel")} look="danger" icon={<Ban aria-hidden />}>
            Cancel
          </Button>
          <Button {...button("acknowledge")} icon={<Check aria-hidden />}>
            Acknowledge
          </Button>
          <CompareChosen ids={[...chosen]} />
          <Button size="small" look="quiet" onClick={() => setChosen({ ids: NOTHING, of })}>
            Choose none
          </Button>
        </section>
      )}
      {asked !== null && <BulkDialog {...asked} onClose={() => setAsked(null)} />}
    </>
  );
}

/** Two of them side by side, the newer one first. */
function CompareChosen({ ids }: { ids: readonly number[] }) {
  const [newer, older] = [...ids].sort((one, other) => other - one);
  const link = useRef<HTMLAnchorElement>(null);
  const icon = <Columns2 aria-hidden />;
  const refused = ids.length === 2 ? null : "Choose two pipelines to compare them.";
  useCommands({ "compare-chosen": { run: () => link.current?.click(), refused } });
  if (refused === null)
    return (
      <LinkButton ref={link} size="small" icon={icon} href={`/pipelines/${newer}/compare/${older}`}>
        Compare
      </LinkButton>
    );
  return (
    <Button size="small" icon={icon} refused={refused}>
      Compare
    </Button>
  );
}
