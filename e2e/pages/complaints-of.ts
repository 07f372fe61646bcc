import type { Page } from "@playwright/test";

/**
 * Collects from now on what is wrong without being seen: all warnings, errors and uncaught exceptions of the console, and
 * pages that are asked for although nobody went there.
 */
export function complaintsOf(page: Page): readonly string[] {
  const complaints: string[] = [];
  page.on("console", (message) => {
    if (message.type() !== "error" && message.type() !== "warning") return;
    // The browser itself says that an address was answered with 404.
    if (!/status of 404/.test(message.text())) complaints.push(message.text());
  });
  page.on("pageerror", (error) => complaints.push(String(error)));
  page.on("request", (request) => {
    if (request.headers()["next-router-prefetch"] !== undefined)
      complaints.push(`asked for before somebody went there: ${request.url()}`);
  });
  return complaints;
}
