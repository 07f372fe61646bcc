import { expect, test } from "vitest";
import { graphName, parseGraphReference } from "./graph-reference.ts";

test.each([
  ["deploy", { name: "deploy", revision: null }],
  ["deploy@3", { name: "deploy", revision: 3 }],
  ["de.pl-oy_1@120", { name: "de.pl-oy_1", revision: 120 }],
  ["deploy@sha256:7F3A", { name: "deploy", revision: { digest: "sha256:7f3a" } }],
  [`a@sha256:${"0f".repeat(32)}`, { name: "a", revision: { digest: `sha256:${"0f".repeat(32)}` } }],
])("%s", (text, reference) => {
  expect(parseGraphReference(text)).toEqual(reference);
});

test.each([
  ["", "names no graph"],
  ["@3", "names no graph"],
  ["deploy@", '"" in "deploy@" is no revision'],
  ["deploy@0", '"0" in "deploy@0" is no revision'],
  ["deploy@-1", "is no revision"],
  ["deploy@1.5", "is no revision"],
  ["deploy@latest", "is no revision"],
  ["deploy@3@4", "is no revision"],
  ["deploy@1234567890", "is no revision"],
  ["deploy@sha256:", "is no revision"],
  ["deploy@sha256:xyz0", "is no revision"],
  ["deploy@sha256:7f3", "too short"],
  [`deploy@sha256:${"0".repeat(65)}`, "is no revision"],
])("%j is refused: %s", (text, message) => {
  expect(() => parseGraphReference(text)).toThrow(message);
});

test("a revision is refused where only a graph is allowed", () => {
  expect(graphName("deploy")).toBe("deploy");
  expect(() => graphName("deploy@3")).toThrow("names a revision");
});
