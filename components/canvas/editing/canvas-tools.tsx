import { Panel } from "@xyflow/react";
import { ArrowDown, ArrowRight, Redo2, Search, Undo2, WandSparkles } from "lucide-react";
import { keysOf } from "#components/commands/command-table.ts";
import { useDraft, useDraftStore } from "#components/draft/draft-context.ts";
import { Button } from "#components/ui/buttons/button.tsx";
import { IconButton } from "#components/ui/buttons/icon-button.tsx";
import { Menu } from "#components/ui/overlays/menu.tsx";
import type { Direction } from "../layout/card-size.ts";
import styles from "./canvas-tools.module.css";
import type { Tidying } from "./use-tidy.ts";

type Props = {
  onFind: () => void;
  onTidy: (direction: Direction) => void;
  /** Tidying that is under way. */
  tidying: Tidying | null;
};

/** What is done to the drawing as a whole. */
export function CanvasTools({ onFind, onTidy, tidying }: Props) {
  const store = useDraftStore();
  const canUndo = useDraft(({ draft }) => draft.past.length > 0);
  const canRedo = useDraft(({ draft }) => draft.future.length > 0);
  return (
    <Panel position="top-right">
      <div className={styles.tools} role="toolbar" aria-label="Canvas tools">
        <IconButton
          size="small"
          label="Undo"
          keys={keysOf("undo")}
          icon={<Undo2 aria-hidden />}
          disabled={!canUndo}
          onClick={() => store.getState().undo()}
        />
        <IconButton
          size="small"
          label="Redo"
          keys={keysOf("redo")}
          icon={<Redo2 aria-hidden />}
          disabled={!canRedo}
          onClick={() => store.getState().redo()}
        />
        <IconButton
          size="small"
          label="Find"
          keys={keysOf("find")}
          icon={<Search aria-hidden />}
          onClick={onFind}
        />
        <Menu
          trigger={
            <Button look="quiet" size="small" icon={<WandSparkles aria-hidden />}>
              Tidy
            </Button>
          }
          items={[
            {
              label: "From left to right",
              icon: <ArrowRight aria-hidden />,
              onSelect: () => onTidy("right"),
            },
            { label: "From top to bottom", icon: <ArrowDown aria-hidden />, onSelect: () => onTidy("down") },
          ]}
        />
      </div>
      {tidying !== null && (
        <div className={styles.tidying}>
          <label className={styles.progress}>
            Tidying
            <progress value={tidying.share} />
          </label>
          <Button size="small" look="quiet" onClick={tidying.cancel}>
            Cancel
          </Button>
        </div>
      )}
    </Panel>
  );
}
