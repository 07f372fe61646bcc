import { useCallback, useEffect, useEffectEvent } from "react";
import { useToast } from "#components/ui/overlays/toast.tsx";

export const VERTEX_PARAM = "vertex";
/** What the page of a run shows of the vertex that is selected there: the link says that by itself. */
const SHOWN_PARAMS = ["track", "tab", "attempt"];

/** The vertex that a page's address asks for; null where it asks for none. */
export function linkedVertex(search: string): string | null {
  return new URLSearchParams(search).get(VERTEX_PARAM);
}

/** The address of a page with a vertex of it selected. */
export function vertexLink(page: string, name: string): string {
  const link = new URL(page);
  for (const param of SHOWN_PARAMS) link.searchParams.delete(param);
  link.searchParams.set(VERTEX_PARAM, name);
  link.hash = "";
  return link.href;
}

/** Copies the link to a vertex of the open graph, or of the open run. */
export function useCopyLink(): (name: string) => void {
  const toast = useToast();
  return useCallback(
    (name: string) => {
      const link = vertexLink(window.location.href, name);
      void navigator.clipboard.writeText(link).then(
        () => toast.done("Copied the link."),
        () => toast.error({ title: "The browser refused to copy.", todo: `The link is ${link}` }),
      );
    },
    [toast],
  );
}

/**
 * Shows the vertex that the page's address asks for, once, when the page is opened.
 *
 * @param isReady whether it can be shown already.
 * @param show gives false where there is no such vertex, which is said.
 */
export function useLinkedVertex(isReady: boolean, show: (name: string) => boolean): void {
  const toast = useToast();
  const showNow = useEffectEvent(() => {
    const name = linkedVertex(window.location.search);
    if (name !== null && !show(name)) toast.error({ title: `There is no vertex "${name}" here.` });
  });
  useEffect(() => {
    if (isReady) showNow();
  }, [isReady]);
}
