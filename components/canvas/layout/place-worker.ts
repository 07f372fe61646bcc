/** A thread of the browser that works out where the cards of one graph stand: see place-apart.ts. */
import type { PlaceAnswer, PlaceQuestion } from "./place-apart.ts";
import { placed, tidyPlaces } from "./tidy.ts";

const answer = (message: PlaceAnswer) => self.postMessage(message);

self.addEventListener("message", ({ data }: MessageEvent<PlaceQuestion>) => {
  const { vertices, edges, layout, annotations, tidy, effort } = data;
  const content = {
    signalbox: 1 as const,
    name: "",
    vertices: new Map(vertices.map(([name, isFinal]) => [name, isFinal ? { final: "always" as const } : {}])),
    // Of a label only that it is there decides about places.
    edges: edges.map(([tail, head, isLabelled]) => ({ tail, head, ...(isLabelled && { when: "always" }) })),
  };
  const work = { effort, report: (share: number) => answer({ share }) };
  const file = { content, layout, annotations };
  const places =
    tidy === null ? placed(file, work).layout : tidyPlaces(file, tidy.names, tidy.direction, work);
  answer({ places });
});
