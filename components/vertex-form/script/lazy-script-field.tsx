import dynamic from "next/dynamic";
import { shownPart } from "#components/api/connection/shown-part.ts";
import { Skeleton } from "#components/ui/states/skeleton.tsx";

/** The code editor, loaded when the first script is shown: it is the heaviest part of the page. */
export const LazyScriptField = dynamic(
  () => shownPart(async () => (await import("./script-field.tsx")).ScriptField),
  {
    ssr: false,
    loading: () => <Skeleton height={224} />,
  },
);
