"use client";

import { isPartMissing } from "#components/api/connection/load-part.ts";

/**
 * In the place of the whole product, where an error is outside of any page: the frame around the pages broke. Nothing of the
 * product can be used here, so these are plain words and a plain button.
 */
export default function ProductError({ error }: { error: Error }) {
  return (
    <html lang="en">
      <body>
        <main>
          <h1>{isPartMissing(error) ? "There is a newer version of the program" : "This page broke"}</h1>
          <p>Nothing you saved is lost. If it happens again, look into the log of the server.</p>
          <button type="button" onClick={() => window.location.reload()}>
            Reload
          </button>
        </main>
      </body>
    </html>
  );
}
