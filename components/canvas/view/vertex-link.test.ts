import fc from "fast-check";
import { expect, test } from "vitest";
import { linkedVertex, vertexLink } from "./vertex-link.ts";

test("the link to a vertex leads to it, whatever the address of the page asked for before", () => {
  fc.assert(
    fc.property(fc.string({ minLength: 1, unit: "binary" }), fc.webQueryParameters(), (name, query) => {
      const link = vertexLink(`https://box.example/graphs/g?${query}#L4`, name);
      expect(linkedVertex(new URL(link).search)).toBe(name);
    }),
  );
  expect(vertexLink("https://box.example/graphs/g?revision=3", "build it")).toBe(
    "https://box.example/graphs/g?revision=3&vertex=build+it",
  );
  expect(vertexLink("https://box.example/pipelines/7?track=a&tab=log&attempt=2&at=9#L4", "b")).toBe(
    "https://box.example/pipelines/7?at=9&vertex=b",
  );
  expect(linkedVertex("?revision=3")).toBeNull();
});
