import { Callout } from "#components/ui/states/callout.tsx";

/** Shown where a link opens a launch form for somebody who may not launch, or a draft that cannot be launched. */
export function LaunchRefused({ refused }: { refused: string }) {
  return (
    <Callout tone="warn" title="This link opens a launch form, which is not possible now." todo={refused} />
  );
}
