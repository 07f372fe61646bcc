"use client";

import { Popover } from "@base-ui/react/popover";
import { Command } from "cmdk";
import { type ReactNode, useMemo, useRef, useState } from "react";
import type { Point } from "#components/draft/edits/edit.ts";
import { CodeText } from "#components/ui/messages/code-text.tsx";
import { pointAnchor } from "#components/ui/overlays/point-anchor.ts";
import { useTopAgain } from "#components/ui/use-top-again.ts";
import styles from "./pick-list.module.css";

export type Pick = {
  readonly id: string;
  readonly text: string;
  readonly icon?: ReactNode;
  /** Why it cannot be chosen. It is shown all the same, so that nobody looks for it in vain. */
  readonly problem?: string | null;
  readonly pick: () => void;
  /** What comes of it takes the focus; left out, what had the focus before gets it back. */
  readonly focusesItself?: boolean;
};

type Props = {
  label: string;
  placeholder: string;
  /** What there is to pick for what is typed, best first. */
  picksFor: (query: string) => readonly Pick[];
  /** Told of what is typed, where somebody else looks for it too. */
  onQuery?: (query: string) => void;
  /** Where on the screen it opens. */
  at: Point;
  onClose: () => void;
};

/** A searchable list that opens at a point of the screen and closes when something is chosen. */
export function PickList({ label, placeholder, picksFor, onQuery, at, onClose }: Props) {
  const [query, setQuery] = useState("");
  const list = useTopAgain(query);
  const isFocused = useRef(false);
  const isLeft = useRef(false);
  const [before] = useState(() => document.activeElement);
  const picks = picksFor(query.trim());
  const anchor = useMemo(() => pointAnchor(at), [at]);
  // A region that had the focus gets it itself, and not the first button in it.
  const giveBack = () => {
    const isElement = before instanceof HTMLElement || before instanceof SVGElement;
    if (isFocused.current || !isElement) return false;
    const give = () => before.isConnected && before.focus({ preventScroll: true });
    if (!isLeft.current) give();
    // What was clicked gets the focus in this very event, but only where nothing else takes it meanwhile.
    else setTimeout(() => document.activeElement === document.body && give());
    return false;
  };
  return (
    <Popover.Root
      open
      onOpenChange={(_, { reason }) => {
        isLeft.current = reason === "outside-press" || reason === "focus-out";
        onClose();
      }}
    >
      <Popover.Portal>
        <Popover.Positioner anchor={anchor} side="bottom" align="start" className={styles.positioner}>
          <Popover.Popup className={styles.popup} aria-label={label} finalFocus={giveBack}>
            <Command label={label} shouldFilter={false} loop>
              <Command.Input
                className={styles.input}
                placeholder={placeholder}
                value={query}
                onValueChange={(typed) => {
                  setQuery(typed);
                  onQuery?.(typed.trim());
                }}
                aria-label={label}
              />
              <Command.List ref={list} className={styles.list}>
                <Command.Empty className={styles.empty}>No match.</Command.Empty>
                {picks.map(({ id, text, icon, problem, pick, focusesItself = false }) => (
                  <Command.Item
                    key={id}
                    value={id}
                    disabled={problem !== null && problem !== undefined}
                    className={styles.item}
                    onSelect={() => {
                      isFocused.current = focusesItself;
                      onClose();
                      pick();
                    }}
                  >
                    {icon}
                    <bdi className={styles.text}>{text}</bdi>
                    {problem && (
                      <span className={styles.problem}>
                        <CodeText>{problem}</CodeText>
                      </span>
                    )}
                  </Command.Item>
                ))}
              </Command.List>
            </Command>
          </Popover.Popup>
        </Popover.Positioner>
      </Popover.Portal>
    </Popover.Root>
  );
}
