/** A thread of the browser that works out where the cards of one graph stand: see place-apart.ts. */
import type { PlaceQuestion } from "./place-apart.ts";
import { placed } from "./tidy.ts";

self.addEventListener("message", ({ data: { vertices, edges, layout } }: MessageEvent<PlaceQuestion>) => {
  const content = {
    signalbox: 1 as const,
    name: "",
    vertices: new Map(vertices.map(([name, isFinal]) => [name, isFinal ? { final: "always" as const } : {}])),
    edges: edges.map(([tail, head]) => ({ tail, head })),
  };
  self.postMessage(placed({ content, layout }).layout);
});
