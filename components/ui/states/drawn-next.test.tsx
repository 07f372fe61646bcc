import { renderToString } from "react-dom/server";
import { expect, test } from "vitest";
import { DrawnNext } from "./drawn-next.tsx";

test("the first drawing has what is around, and not yet what is drawn next", () => {
  const first = renderToString(
    <main>
      around <DrawnNext>large</DrawnNext>
    </main>,
  );
  expect(first).toContain("around");
  expect(first).not.toContain("large");
});
