import { useState } from "react";
import { expect, test } from "vitest";
import { userEvent } from "vitest/browser";
import { render } from "vitest-browser-react";
import { PageLinks } from "./page-links.tsx";

function Pages() {
  const [at, setAt] = useState(0);
  return (
    <PageLinks
      first={at === 0 ? null : { label: "Newest", go: () => setAt(0) }}
      next={at === 1 ? null : { label: "Older", go: () => setAt(1) }}
    />
  );
}

test("whoever goes to the last page, and to the first one, by keys goes on from the links of the pages", async () => {
  const screen = await render(<Pages />);
  const links = screen.getByRole("navigation", { name: "Pages" });
  await userEvent.keyboard("{Tab}{Enter}");
  await expect.element(screen.getByRole("button", { name: "Older" })).not.toBeInTheDocument();
  await expect.element(links).toHaveFocus();
  await userEvent.keyboard("{Tab}{Enter}");
  await expect.element(screen.getByRole("button", { name: "Newest" })).not.toBeInTheDocument();
  await expect.element(links).toHaveFocus();
});
