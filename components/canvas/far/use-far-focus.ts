import { useStoreApi } from "@xyflow/react";
import { type FocusEvent, type KeyboardEvent, useEffect, useState } from "react";
import { pressedKey } from "#components/ui/keys/pressed-key.ts";
import type { VertexNode } from "../elements/flow-elements.ts";
import { cardBeside, shownArea } from "./far-cards.ts";

/**
 * Tab goes from card to card, although only the one that has the focus is an element.
 *
 * @returns `focused`: the card that had the focus last, to which Tab comes back; `wanted`: the one that
 * will have it as soon as it is an element; `named`: the one that has it now.
 */
export function useFarFocus(nodes: readonly VertexNode[], isDrawn: boolean) {
  const store = useStoreApi();
  const [focused, setFocused] = useState<string | null>(null);
  const [named, setNamed] = useState<string | null>(null);
  const [wanted, setWanted] = useState<string | null>(null);
  useEffect(() => {
    const { domNode } = store.getState();
    if (wanted === null || domNode === null) return;
    // The card becomes an element a little later.
    const seen = new MutationObserver(() => focusCard());
    const focusCard = () => {
      const element = cardElement(domNode, wanted);
      if (element === null) return;
      seen.disconnect();
      element.focus();
      setWanted(null);
    };
    seen.observe(domNode, { childList: true, subtree: true });
    focusCard();
    return () => seen.disconnect();
  }, [wanted, store]);
  const handlers = {
    onFocus: ({ target }: FocusEvent) => {
      const id = idOf(target);
      setNamed(id);
      if (id !== null) setFocused(id);
    },
    onBlur: () => setNamed(null),
    onKeyDown: (event: KeyboardEvent) => {
      const { target } = event;
      if (
        pressedKey(event.nativeEvent) !== "Tab" ||
        !isCard(target) ||
        event.ctrlKey ||
        event.altKey ||
        event.metaKey
      )
        return;
      const next = cardBeside(nodes, idOf(target), event.shiftKey ? -1 : 1, shownArea(store.getState()));
      if (next === null) return;
      event.preventDefault();
      setWanted(next.id);
    },
  };
  const isThere = focused !== null && nodes.some(({ id }) => id === focused);
  return { focused: isDrawn && isThere ? focused : null, wanted, named, handlers };
}

function cardElement(root: HTMLElement, id: string): HTMLElement | null {
  return root.querySelector<HTMLElement>(`.react-flow__node[data-id="${CSS.escape(id)}"]`);
}

function isCard(target: EventTarget): target is HTMLElement {
  return target instanceof HTMLElement && target.classList.contains("react-flow__node");
}

function idOf(target: EventTarget): string | null {
  return target instanceof HTMLElement
    ? (target.closest<HTMLElement>(".react-flow__node")?.dataset["id"] ?? null)
    : null;
}
