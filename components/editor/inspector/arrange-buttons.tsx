import {
  AlignCenterHorizontal,
  AlignCenterVertical,
  AlignEndHorizontal,
  AlignEndVertical,
  AlignHorizontalSpaceBetween,
  AlignStartHorizontal,
  AlignStartVertical,
  AlignVerticalSpaceBetween,
} from "lucide-react";
import { type Arrangement, arranged } from "#components/canvas/layout/by-hand/arrange.ts";
import { useDraftStore } from "#components/draft/draft-context.ts";
import { IconButton } from "#components/ui/buttons/icon-button.tsx";
import styles from "#components/vertex-form/inspector.module.css";

const WAYS = [
  { label: "Align left", icon: AlignStartVertical, how: { align: "x", to: "start" } },
  { label: "Align centres", icon: AlignCenterVertical, how: { align: "x", to: "centre" } },
  { label: "Align right", icon: AlignEndVertical, how: { align: "x", to: "end" } },
  { label: "Align top", icon: AlignStartHorizontal, how: { align: "y", to: "start" } },
  { label: "Align middles", icon: AlignCenterHorizontal, how: { align: "y", to: "centre" } },
  { label: "Align bottom", icon: AlignEndHorizontal, how: { align: "y", to: "end" } },
  { label: "Equal gaps from left to right", icon: AlignHorizontalSpaceBetween, how: { spread: "x" } },
  { label: "Equal gaps from top to bottom", icon: AlignVerticalSpaceBetween, how: { spread: "y" } },
] as const satisfies readonly { how: Arrangement; [more: string]: unknown }[];

/** Puts the selected cards in order, as one step. Final steps stay in their lane. */
export function ArrangeButtons() {
  const store = useDraftStore();
  const arrange = (label: string, how: Arrangement) => {
    const { draft, selection, edit, announce } = store.getState();
    const { content, layout } = draft.file;
    const chosen = [...layout].filter(
      ([name]) => selection.vertices.has(name) && content.vertices.get(name)?.final === undefined,
    );
    if (edit({ do: "move", places: arranged(new Map(chosen), how) }) === null) announce(`${label}: done.`);
  };
  return (
    <div className={styles.row} role="toolbar" aria-label="Arrange">
      {WAYS.map(({ label, icon: Icon, how }) => (
        <IconButton
          key={label}
          size="small"
          label={label}
          icon={<Icon aria-hidden />}
          onClick={() => arrange(label, how)}
        />
      ))}
    </div>
  );
}
