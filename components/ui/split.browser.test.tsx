import { expect, test } from "vitest";
import { page } from "vitest/browser";
import { render } from "vitest-browser-react";
import { Split } from "./split.tsx";

const HEIGHT = 683;

/** A page of that height, as the shell has it: what does not fit is scrolled to. */
const shown = (side: number) =>
  render(
    <section
      aria-label="Page"
      style={{ display: "flex", flexDirection: "column", height: HEIGHT, overflow: "auto" }}
    >
      <header style={{ flex: "none", height: 90 }}>Head</header>
      <Split
        id="test"
        label="Width"
        main={<p>Canvas</p>}
        side={
          <div style={{ display: "flex", flex: 1, flexDirection: "column", minHeight: side }}>
            <p style={{ flex: 1 }}>First</p>
            <p>Last line</p>
          </div>
        }
      />
    </section>,
  );

test.each([680, 2_000])(
  "on a phone the page scrolls to the end of a panel that is %i px high and stands below the canvas",
  async (height) => {
    await page.viewport(360, 740);
    const screen = await shown(height);
    const scroller = screen.getByRole("region", { name: "Page" });
    const last = screen.getByText("Last line");
    await expect.element(last).toBeInTheDocument();
    scroller.element().scrollTop = scroller.element().scrollHeight;
    const { left, bottom } = last.element().getBoundingClientRect();
    const end = scroller.element().getBoundingClientRect().bottom;
    expect(bottom).toBeLessThanOrEqual(end + 1);
    expect(document.elementFromPoint(left + 5, bottom - 5)).toBe(last.element());
  },
);
