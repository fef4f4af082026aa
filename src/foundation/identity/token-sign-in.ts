import type { BetterAuthPlugin } from "better-auth";
import { APIError, createAuthEndpoint } from "better-auth/api";
import { setSessionCookie } from "better-auth/cookies";
import { z } from "zod";

const STALE_MS = 25 * 3_600_000; // older than what counts as fresh, so that a script's key cannot change how its person comes in

/** Lets a script change its access token for a session. `personOf` tells whose a token is, if anyone's. */
export const tokenSignIn = (personOf: (accessToken: string) => Promise<string | undefined>) =>
  ({
    id: "kith-token",
    endpoints: {
      signInAccessToken: createAuthEndpoint(
        "/sign-in/access-token",
        { method: "POST", body: z.object({ token: z.string() }) },
        async (ctx) => {
          const personId = await personOf(ctx.body.token);
          const user = personId && (await ctx.context.internalAdapter.findUserById(personId));
          if (!user) throw new APIError("UNAUTHORIZED", { message: "This token opens nothing." });
          const session = await ctx.context.internalAdapter.createSession(
            user.id,
            false,
            { createdAt: new Date(Date.now() - STALE_MS) },
            true,
          );
          await setSessionCookie(ctx, { session, user });
          return ctx.json({ user: { id: user.id } });
        },
      ),
    },
  }) satisfies BetterAuthPlugin;
