import { useState } from "react";
import { createStore, useStore } from "zustand";

/** What the person does in the parts of the page that refresh themselves (`LiveArea`). */
type Interaction = {
  readonly isPointing: boolean;
  /** The keyboard's focus is in there. */
  readonly isFocused: boolean;
  /** Grows when a person asks for what is new. */
  readonly releases: number;
};

const AREA = "[data-live-area]";
const interaction = createStore<Interaction>(() => ({ isPointing: false, isFocused: false, releases: 0 }));
const isInArea = ({ isPointing, isFocused }: Interaction) => isPointing || isFocused;
let watchers = 0;

function isIn(target: EventTarget | null): boolean {
  return target instanceof Element && target.closest(AREA) !== null;
}

/** Only from the element that an event names: one that was pointed at and is removed says nothing any more. */
function notePointer({ type, target, relatedTarget }: PointerEvent): void {
  interaction.setState({ isPointing: isIn(type === "pointerout" ? relatedTarget : target) });
}

/** A row that was clicked has the focus, too; only the keyboard's focus says where the next key goes. */
function noteFocus({ type, target, relatedTarget }: FocusEvent): void {
  const now = type === "focusout" ? relatedTarget : target;
  interaction.setState({ isFocused: now instanceof Element && now.matches(":focus-visible") && isIn(now) });
}

const POINTER_EVENTS = ["pointerover", "pointerout"] as const;
const FOCUS_EVENTS = ["focusin", "focusout"] as const;

/** Watches the pointer and the focus as long as a part of the page asks for it. Returns what ends that. */
export function watchInteraction(): () => void {
  watchers += 1;
  if (watchers === 1) {
    for (const type of POINTER_EVENTS) document.addEventListener(type, notePointer);
    for (const type of FOCUS_EVENTS) document.addEventListener(type, noteFocus);
  }
  return () => {
    watchers -= 1;
    if (watchers > 0) return;
    for (const type of POINTER_EVENTS) document.removeEventListener(type, notePointer);
    for (const type of FOCUS_EVENTS) document.removeEventListener(type, noteFocus);
    interaction.setState({ isPointing: false, isFocused: false });
  };
}

/**
 * All lists show what is new, though somebody points at one: after an action of this person. Not before the next task: what
 * was just read again reaches the lists in one, and would be held back behind a release that came before it.
 */
export function releaseLists(): void {
  setTimeout(() => interaction.setState({ releases: interaction.getState().releases + 1 }));
}

/**
 * Whether lists stay as they are: the pointer or the focus is at one of the page. Where there is no mouse nobody can see
 * where a finger will go, so lists always stay.
 */
export function useListHold(): { isHeld: boolean; releases: number } {
  const isThere = useStore(interaction, isInArea);
  const releases = useStore(interaction, (now) => now.releases);
  return { isHeld: isThere || !hasMouse(), releases };
}

/** The value as it was when the pointer or the focus came to a list; it changes again when it has left. */
export function useHeld<Value>(value: Value): Value {
  const isThere = useStore(interaction, isInArea);
  const [held, setHeld] = useState(value);
  if (!isThere && held !== value) setHeld(value);
  return isThere ? held : value;
}

/** Whether the person points at a part of the page that may be replaced, types, or has a dialog open. */
export function isInteracting(): boolean {
  if (isInArea(interaction.getState())) return true;
  const field = "input, textarea, select, [contenteditable='true']";
  return (
    document.activeElement?.matches(field) === true || document.querySelector("[role='dialog']") !== null
  );
}

function hasMouse(): boolean {
  return typeof window === "undefined" || !window.matchMedia("(hover: none)").matches;
}
