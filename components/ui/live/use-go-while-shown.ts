import { useRouter } from "next/navigation";
import { useIsShown } from "./use-is-shown.ts";

/** Goes to another page once something was made, unless whoever asked for it has left this part of the page meanwhile. */
export function useGoWhileShown(): (href: string) => void {
  const router = useRouter();
  const isShown = useIsShown();
  return (href) => {
    if (isShown.current) router.push(href);
  };
}
