import { Ban, Check, RefreshCw } from "lucide-react";
import { type ReactNode, useMemo, useState } from "react";
import { Button } from "#components/ui/buttons/button.tsx";
import type { Column } from "#components/ui/data-table.tsx";
import { Checkbox } from "#components/ui/fields/checkbox.tsx";
import type { PipelineSummary } from "#contract/pipelines/pipelines.ts";
import styles from "./bulk.module.css";
import { type BulkAct, BulkDialog } from "./bulk-dialog.tsx";

type Props = {
  pipelines: readonly PipelineSummary[];
  /** Their table, with this column before all others. */
  children: (lead: Column<PipelineSummary>) => ReactNode;
};

/** Pipelines of which several can be chosen, and retried or cancelled together. */
export function ChoosablePipelines({ pipelines, children }: Props) {
  /** By their ids, as they were chosen: they stay chosen while the list refreshes itself or shows others. */
  const [chosen, setChosen] = useState<ReadonlyMap<number, PipelineSummary>>(new Map());
  const [act, setAct] = useState<BulkAct | null>(null);
  const lead = useMemo((): Column<PipelineSummary> => {
    const change = (some: readonly PipelineSummary[], isChosen: boolean) =>
      setChosen((now) => {
        const next = new Map(now);
        for (const each of some) {
          if (isChosen) next.set(each.id, each);
          else next.delete(each.id);
        }
        return next;
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
              Choose {pipeline.name} #{pipeline.id}
            </span>
          }
          checked={chosen.has(pipeline.id)}
          onCheckedChange={(isChosen) => change([pipeline], isChosen)}
        />
      ),
    };
  }, [pipelines, chosen]);
  return (
    <>
      {children(lead)}
      {chosen.size > 0 && (
        <section className={styles.bar} aria-label="Chosen pipelines">
          <span aria-live="polite">{chosen.size} chosen</span>
          <Button size="small" icon={<RefreshCw aria-hidden />} onClick={() => setAct("retry")}>
            Retry failed
          </Button>
          <Button size="small" look="danger" icon={<Ban aria-hidden />} onClick={() => setAct("cancel")}>
            Cancel
          </Button>
          <Button size="small" icon={<Check aria-hidden />} onClick={() => setAct("acknowledge")}>
            Acknowledge
          </Button>
          <Button size="small" look="quiet" onClick={() => setChosen(new Map())}>
            Choose none
          </Button>
        </section>
      )}
      {act !== null && <BulkDialog act={act} pipelines={[...chosen.values()]} onClose={() => setAct(null)} />}
    </>
  );
}
