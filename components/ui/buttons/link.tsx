import NextLink from "next/link";
import type { ComponentProps } from "react";

/**
 * A link to a page of the product; it takes what a link of Next takes. Pages are asked for when somebody goes there, and not
 * when a link to them comes into view: their content is made at each request, so that nothing could be shown earlier, and
 * each link would cost the server two requests (decision 150).
 */
export function Link(props: Omit<ComponentProps<typeof NextLink>, "prefetch">) {
  return <NextLink {...props} prefetch={false} />;
}
