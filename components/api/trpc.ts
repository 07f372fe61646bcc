import { createTRPCContext } from "@trpc/tanstack-react-query";
import type { AppRouter } from "#trpc/routers/router.ts";

const context = createTRPCContext<AppRouter>();

/** Gives the procedures and the query client to everything below it. */
export const TRPCProvider = context.TRPCProvider;
/** The procedures as options for react-query: `useQuery(useTRPC().graphs.list.queryOptions({}))`. */
export const useTRPC = context.useTRPC;
/** The bare client, for streams and for calls outside of react-query. */
export const useTRPCClient = context.useTRPCClient;
