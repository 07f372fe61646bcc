import { expect, type Page } from "@playwright/test";

/** Opens a section of the form of the selected vertex: a field of a closed section is not there. */
export async function openSection(page: Page, label: string): Promise<void> {
  const header = page
    .getByRole("region", { name: "Inspector" })
    .getByRole("heading", { level: 3, name: new RegExp(`^${label}`) })
    .getByRole("button");
  if ((await header.getAttribute("aria-expanded")) === "false") await header.click();
  await expect(header).toHaveAttribute("aria-expanded", "true");
}
