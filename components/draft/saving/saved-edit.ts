import { isPassing } from "#components/api/shown-problem.ts";
import type { SavedGraph } from "#contract/graphs/graphs.ts";

const AGAIN_MS = 1_000;

type Outcome = { readonly is: "done"; readonly answer: unknown } | { readonly is: "not-done" };

/**
 * The number that a save got; null where it was not carried out, and never will be. While the server is away, or that save
 * is still under way there, it is asked again, until the page is left.
 */
export async function savedEdit(ask: () => Promise<Outcome>, left: AbortSignal): Promise<number | null> {
  while (!left.aborted) {
    try {
      const outcome = await ask();
      return outcome.is === "done" ? (outcome.answer as SavedGraph).edit : null;
    } catch (error) {
      // Refused for good: the draft is saved as what it followed.
      if (!isPassing(error)) return null;
      await new Promise((resolve) => setTimeout(resolve, AGAIN_MS));
    }
  }
  return null;
}
