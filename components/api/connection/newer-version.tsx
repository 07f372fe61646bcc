import { Button } from "#components/ui/buttons/button.tsx";
import { Callout } from "#components/ui/states/callout.tsx";

/** In the place of a part of the program that the server no longer has: the rest of the page stays as it is. */
export function NewerVersion() {
  return (
    <Callout
      tone="warn"
      title="This part of the page is of an older version of the program than the server has."
      kept="The rest of the page stays as it is, with what you typed."
      todo="Save what is not saved yet, then reload the page to go on with the newer version."
      actions={
        <Button size="small" onClick={() => window.location.reload()}>
          Reload
        </Button>
      }
    />
  );
}
