import { expect, test } from "vitest";
import { coloursOf } from "./picture-colours.ts";

test("the colours of a theme are those that the page has in that theme, whichever it has now", () => {
  // As the build writes them: worked out at the root, and not where they are used. The styles of the product may be here, too.
  const sheet = document.createElement("style");
  sheet.textContent =
    ":root { --bg: #111111 !important; } :root[data-theme='light'] { --bg: #eeeeee !important; }";
  document.head.append(sheet);
  document.documentElement.dataset["theme"] = "dark";
  expect(coloursOf("light").background).toBe("#eeeeee");
  expect(coloursOf("dark").background).toBe("#111111");
  expect(document.documentElement.dataset["theme"]).toBe("dark");
  delete document.documentElement.dataset["theme"];
  sheet.remove();
});
