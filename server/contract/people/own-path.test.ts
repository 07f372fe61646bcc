import fc from "fast-check";
import { expect, test } from "vitest";
import { ownPath } from "./own-path.ts";

test.each(["/", "/graphs", "/graphs/a%2Fb?x=1#y", "/sign-in?to=//evil.example"])("%s is kept", (path) => {
  expect(ownPath(path)).toBe(path);
});

test.each([
  "",
  "graphs",
  "//evil.example/x",
  "/\\evil.example",
  "/\t/evil.example",
  "https://evil.example",
  "javascript:alert(1)",
  "/api/trpc/x",
  "/./api/health",
])("%j becomes the home page", (path) => {
  expect(ownPath(path)).toBe("/");
});

test("no text leads to another server", () => {
  const part = fc.constantFrom(
    "/",
    "\\",
    ".",
    "..",
    "\t",
    "\n",
    "@",
    ":",
    "evil.example",
    "http:",
    "?",
    "#",
    "%2f",
  );
  fc.assert(
    fc.property(fc.array(part, { maxLength: 8 }), (parts) => {
      const url = new URL(ownPath(parts.join("")), "https://box.example");
      expect(url.origin).toBe("https://box.example");
    }),
    { numRuns: 2_000 },
  );
});
