import dynamic from "next/dynamic";
import { loadPart } from "#components/api/connection/load-part.ts";
import { Skeleton } from "#components/ui/states/skeleton.tsx";

/** The code editor, loaded when the first script is shown: it is the heaviest part of the page. */
export const LazyScriptField = dynamic(
  () => loadPart(() => import("./script-field.tsx")).then((module) => module.ScriptField),
  {
    ssr: false,
    loading: () => <Skeleton height={224} />,
  },
);
