import { LinkButton } from "#components/ui/buttons/link-button.tsx";
import { Callout } from "#components/ui/states/callout.tsx";

/** Said where nothing could be executed now. */
export function RunnersNotice() {
  return (
    <Callout
      tone="warn"
      title="No runner is ready."
      kept="What is launched is kept, and starts once a runner is there."
      todo="npm start runs one beside the server; look whether it still does."
      actions={
        <LinkButton size="small" href="/runners">
          Runners
        </LinkButton>
      }
    />
  );
}
