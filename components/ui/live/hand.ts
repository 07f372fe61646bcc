import { useState } from "react";
import { createStore, useStore } from "zustand";

/** Where the hand of the person is: in a part of the page that refreshes itself (`LiveArea`). */
type Hand = {
  readonly isPointing: boolean;
  /** The keyboard's focus is in there. */
  readonly isFocused: boolean;
  /** Grows when a person asks for what is new. */
  readonly releases: number;
};

const AREA = "[data-live-area]";
const hand = createStore<Hand>(() => ({ isPointing: false, isFocused: false, releases: 0 }));
const isOn = ({ isPointing, isFocused }: Hand) => isPointing || isFocused;
let watchers = 0;

function isIn(target: EventTarget | null): boolean {
  return target instanceof Element && target.closest(AREA) !== null;
}

/** Only from the element that an event names: one that was pointed at and is removed says nothing any more. */
function notePointer({ type, target, relatedTarget }: PointerEvent): void {
  hand.setState({ isPointing: isIn(type === "pointerout" ? relatedTarget : target) });
}

/** A row that was clicked has the focus, too; only the keyboard's focus says where the next key goes. */
function noteFocus({ type, target, relatedTarget }: FocusEvent): void {
  const now = type === "focusout" ? relatedTarget : target;
  hand.setState({ isFocused: now instanceof Element && now.matches(":focus-visible") && isIn(now) });
}

/** Watches the hand as long as a part of the page asks for it. Returns what ends that. */
export function watchHand(): () => void {
  watchers += 1;
  if (watchers === 1) {
    for (const type of ["pointerover", "pointerout"] as const) document.addEventListener(type, notePointer);
    for (const type of ["focusin", "focusout"] as const) document.addEventListener(type, noteFocus);
  }
  return () => {
    watchers -= 1;
    if (watchers > 0) return;
    for (const type of ["pointerover", "pointerout"] as const)
      document.removeEventListener(type, notePointer);
    for (const type of ["focusin", "focusout"] as const) document.removeEventListener(type, noteFocus);
    hand.setState({ isPointing: false, isFocused: false });
  };
}

/** All lists show what is new, though somebody points at one: after an action of this person. */
export function releaseLists(): void {
  hand.setState({ releases: hand.getState().releases + 1 });
}

/**
 * Whether lists stay as they are: one of the page is pointed at. Where there is no mouse nobody can see where a finger
 * will go, so lists always stay.
 */
export function useHand(): { isHeld: boolean; releases: number } {
  const isThere = useStore(hand, isOn);
  const releases = useStore(hand, (now) => now.releases);
  return { isHeld: isThere || !hasMouse(), releases };
}

/** The value as it was when the hand came; it changes again when the hand is gone. */
export function useHeld<Value>(value: Value): Value {
  const isThere = useStore(hand, isOn);
  const [held, setHeld] = useState(value);
  if (!isThere && held !== value) setHeld(value);
  return isThere ? held : value;
}

/** Whether the hand is busy where a part of the page would be replaced: it points there, types, or a dialog is open. */
export function isHandBusy(): boolean {
  if (isOn(hand.getState())) return true;
  const field = "input, textarea, select, [contenteditable='true']";
  return (
    document.activeElement?.matches(field) === true || document.querySelector("[role='dialog']") !== null
  );
}

function hasMouse(): boolean {
  return typeof window === "undefined" || !window.matchMedia("(hover: none)").matches;
}
