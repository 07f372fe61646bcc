import { useRouter } from "next/navigation";
import { useIsShown } from "#components/ui/live/use-is-shown.ts";
import { useToast } from "#components/ui/overlays/toast.tsx";

/** Goes to the page of a pipeline that was launched. Whoever closed the dialog meanwhile stays where they are, and is told. */
export function useGoToLaunched(): (id: number) => void {
  const router = useRouter();
  const toast = useToast();
  const isShown = useIsShown();
  return (id) => {
    if (isShown.current) router.push(`/pipelines/${id}`);
    else toast.done(`Launched pipeline #${id}.`);
  };
}
