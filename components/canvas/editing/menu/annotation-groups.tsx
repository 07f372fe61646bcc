import {
  ClipboardCopy,
  CopyPlus,
  Maximize2,
  Minimize2,
  Pencil,
  Scissors,
  SquareDashedMousePointer,
  Trash2,
} from "lucide-react";
import type { ReactNode } from "react";
import { commandsNow } from "#components/commands/command-registry.ts";
import type { CommandId } from "#components/commands/command-table.ts";
import { menuItem } from "#components/commands/menu-item.ts";
import type { DraftStore } from "#components/draft/draft-store.ts";
import { annotationId } from "#components/draft/edits/annotation-id.ts";
import type { MenuItem } from "#components/ui/overlays/menu.tsx";
import { ANNOTATION_COLOURS } from "#engine/shape/annotation-shape.ts";
import annotations from "../../annotations/annotations.module.css";
import type { useAnnotate } from "../../annotations/use-annotate.ts";
import type { Drawn } from "./menu-items.tsx";

type Groups = readonly (readonly MenuItem[])[];

/** The entries of the menu of a frame or a note, in groups. */
export function annotationGroups(
  { is, name }: Drawn,
  { draft, openedFrames }: Pick<DraftStore, "draft" | "openedFrames">,
  acts: ReturnType<typeof useAnnotate>,
): Groups {
  const id = annotationId(is, name);
  const { frames, notes } = draft.file.annotations ?? {};
  const colourNow = (is === "frame" ? frames : notes)?.get(name)?.colour ?? "grey";
  const isOpen = frames?.get(name)?.collapsed !== true || openedFrames.has(name);
  const ofFrame: readonly MenuItem[] = [
    {
      label: isOpen ? "Collapse to one card" : "Open",
      icon: isOpen ? <Minimize2 aria-hidden /> : <Maximize2 aria-hidden />,
      onSelect: () => acts.setCollapsed(name, isOpen),
    },
    {
      label: "Select its vertices",
      icon: <SquareDashedMousePointer aria-hidden />,
      onSelect: () => acts.selectMembers(name),
    },
  ];
  const colours = ANNOTATION_COLOURS.map(
    (colour): MenuItem => ({
      label: `Colour: ${colour}`,
      icon: (
        <span className={`${annotations.coloured} ${annotations.swatch}`} data-colour={colour} aria-hidden />
      ),
      refused: colour === colourNow ? "It has this colour." : null,
      onSelect: () => acts.setColour(id, colour),
    }),
  );
  return [
    [
      ...actionsOf(
        [["rename", <Pencil aria-hidden key="icon" />]],
        is === "frame" ? "Edit title" : "Edit text",
      ),
      ...(is === "frame" ? ofFrame : []),
    ],
    colours,
    actionsOf([
      ["duplicate", <CopyPlus aria-hidden key="icon" />],
      ["copy", <ClipboardCopy aria-hidden key="icon" />],
      ["cut", <Scissors aria-hidden key="icon" />],
    ]),
    actionsOf(
      [["remove", <Trash2 aria-hidden key="icon" />]],
      is === "frame" ? "Remove the frame, keep its vertices" : "Remove",
    ),
  ];
}

/** Actions of the page, under another name where one is given. */
function actionsOf(
  wanted: readonly (readonly [CommandId, ReactNode])[],
  label?: string,
): readonly MenuItem[] {
  const states = commandsNow();
  return wanted.flatMap(([id, icon]) => {
    const state = states.get(id);
    if (state === undefined) return [];
    return [{ ...menuItem(id, icon, state.refused ?? null), ...(label !== undefined && { label }) }];
  });
}
