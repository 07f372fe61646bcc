import { type KeyboardEvent, type RefObject, useEffect, useState } from "react";
import { flushSync } from "react-dom";
import { isCommandKey } from "#components/ui/keys/command-key.ts";
import type { LogLines } from "#engine/log/log-lines.ts";
import { copiedText, type LogPlace } from "./copied-text.ts";

/** The attribute of a row with its line's number, and that of the part of it that is the line's text. */
export const LINE_ATTRIBUTE = "data-line";
export const TEXT_ATTRIBUTE = "data-line-text";

/**
 * Selecting in a log of which only the rows near the view are in the page. The browser selects; rows in which the selection
 * begins and ends stay in the page, and what is copied comes from the log and not from the page.
 *
 * @returns the numbers of the lines that must stay in the page, and what Ctrl-A does.
 */
export function useLogSelection(box: RefObject<HTMLElement | null>, log: LogLines) {
  const [kept, setKept] = useState<readonly number[]>([]);
  useEffect(() => {
    const onSelection = () => {
      const ends = selectedPlaces(box.current)?.map(({ line }) => line) ?? [];
      setKept((before) => (String(before) === String(ends) ? before : ends));
    };
    const onCopy = (event: ClipboardEvent) => {
      const places = selectedPlaces(box.current);
      if (places === null || event.clipboardData === null) return;
      event.preventDefault();
      event.clipboardData.setData("text/plain", copiedText(log, ...places));
    };
    document.addEventListener("selectionchange", onSelection);
    document.addEventListener("copy", onCopy);
    return () => {
      document.removeEventListener("selectionchange", onSelection);
      document.removeEventListener("copy", onCopy);
    };
  }, [box, log]);
  const selectAll = (event: KeyboardEvent) => {
    const [first, last] = [log.lines.at(0), log.lines.at(-1)];
    if (first === undefined || last === undefined || !isCommandKey(event, "a")) return;
    event.preventDefault();
    flushSync(() => setKept([first.number, last.number]));
    const from = textOf(box.current, first.number);
    const to = textOf(box.current, last.number);
    if (from !== null && to !== null)
      window.getSelection()?.setBaseAndExtent(from, 0, to, to.childNodes.length);
  };
  return { kept, selectAll };
}

function textOf(box: HTMLElement | null, line: number): Element | null {
  return box?.querySelector(`[${LINE_ATTRIBUTE}="${line}"] [${TEXT_ATTRIBUTE}]`) ?? null;
}

/** Where the selection begins and ends; null where it is empty, or not wholly within the log. */
function selectedPlaces(box: HTMLElement | null): [LogPlace, LogPlace] | null {
  const selection = window.getSelection();
  if (box === null || selection === null || selection.isCollapsed) return null;
  const { anchorNode, anchorOffset, focusNode, focusOffset } = selection;
  if (anchorNode === null || focusNode === null || !box.contains(anchorNode) || !box.contains(focusNode))
    return null;
  const anchor = placeOf(box, anchorNode, anchorOffset);
  const focus = placeOf(box, focusNode, focusOffset);
  return anchor === null || focus === null ? null : [anchor, focus];
}

/** The place of a point of the page: in the last row whose text does not begin behind it. */
function placeOf(box: HTMLElement, node: Node, offset: number): LogPlace | null {
  let found: { readonly row: Element; readonly part: Range } | null = null;
  for (const row of box.querySelectorAll(`[${LINE_ATTRIBUTE}]`)) {
    const text = row.querySelector(`[${TEXT_ATTRIBUTE}]`);
    if (text === null) continue;
    const part = document.createRange();
    part.selectNodeContents(text);
    if (found !== null && part.comparePoint(node, offset) < 0) break;
    found = { row, part };
  }
  if (found === null) return null;
  const { row, part } = found;
  const line = Number(row.getAttribute(LINE_ATTRIBUTE));
  const side = part.comparePoint(node, offset);
  if (side < 0) return { line, offset: 0 };
  if (side === 0) part.setEnd(node, offset);
  return { line, offset: part.toString().length };
}
