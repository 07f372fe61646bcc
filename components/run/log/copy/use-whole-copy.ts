import { useTRPCClient } from "#components/api/trpc.ts";
import { useToast } from "#components/ui/overlays/toast.tsx";
import { removedText } from "#engine/retention/removed-text.ts";
import { MAX_COPIED, readWholeLog, type WholeLog } from "./whole-log.ts";

/** Chunks of one page. */
const PAGE = 256;

/**
 * Copies a whole log: all that is printed by now, or by an instant of the past, also what is not in the page. A browser allows it only shortly after a
 * click, so where it can wait for a text it is given the promise of one.
 */
export function useWholeCopy(
  place: { id: number; vertex: string; attempt: number },
  until: Date | null,
): () => void {
  const client = useTRPCClient();
  const toast = useToast();
  const copy = async () => {
    let problem: unknown = null;
    const read = readWholeLog(
      (after) => client.pipelines.readLog.query({ ...place, after, limit: PAGE }),
      until,
    ).catch((error: unknown) => {
      problem = error;
      throw error;
    });
    try {
      await writeSoon(read.then(({ text }) => text));
      toast.done(doneText(await read));
    } catch {
      if (problem === null) toast.error({ title: "The browser refused to copy.", todo: DOWNLOAD });
      else
        toast.error({
          title: `The log could not be read, so nothing was copied. ${problem instanceof Error ? problem.message : ""}`,
          todo: "Try again, or download it instead.",
        });
    }
  };
  return () => void copy();
}

const DOWNLOAD = "Download the log instead.";

async function writeSoon(text: Promise<string>): Promise<void> {
  // Without a secure connection a browser has no clipboard for pages.
  const clipboard = navigator.clipboard as Clipboard | undefined;
  if (clipboard === undefined) throw new Error("There is no clipboard.");
  if (typeof ClipboardItem === "undefined") return clipboard.writeText(await text);
  const blob = text.then((found) => new Blob([found], { type: "text/plain" }));
  // It is handled below; a clipboard that refuses at once never looks at it.
  blob.catch(() => undefined);
  return clipboard.write([new ClipboardItem({ "text/plain": blob })]);
}

function doneText({ lines, isCut, removedAt }: WholeLog): string {
  if (removedAt !== undefined) return `There was nothing to copy: the log was ${removedText(removedAt)}.`;
  const count = lines === 1 ? "1 line" : `${lines.toLocaleString("en")} lines`;
  return isCut
    ? `Copied only the first ${count}: at most ${MAX_COPIED / 1_000_000} million characters are copied. ${DOWNLOAD}`
    : `Copied ${count}.`;
}
