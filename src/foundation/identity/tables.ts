import type { Generated } from "kysely";

declare module "#foundation/database" {
  interface Tables {
    user: {
      id: Generated<string>;
      name: string;
      email: string;
      emailVerified: boolean;
      image: string | null;
      createdAt: Generated<Date>;
      updatedAt: Generated<Date>;
      username: string | null;
    };
    session: {
      id: Generated<string>;
      expiresAt: Date;
      token: string;
      createdAt: Generated<Date>;
      updatedAt: Date;
      ipAddress: string | null;
      userAgent: string | null;
      userId: string;
    };
    account: {
      id: Generated<string>;
      accountId: string;
      providerId: string;
      userId: string;
      password: string | null;
      createdAt: Generated<Date>;
      updatedAt: Date;
    };
    verification: {
      id: Generated<string>;
      identifier: string;
      value: string;
      expiresAt: Date;
      createdAt: Generated<Date>;
      updatedAt: Generated<Date>;
    };
    passkey: { id: Generated<string>; name: string | null; userId: string; createdAt: Date | null };
    access_token: {
      id: Generated<string>;
      person_id: string;
      token_hash: string;
      label: string;
      created_at: Generated<Date>;
      last_used_at: Date | null;
      expires_at: Date;
    };
    attempt: { key: string; points: number; expire: string | null };
  }
}

declare module "#foundation/facts" {
  interface Facts {
    /** `subject` is the person; `session` is a session's or an access token's id, or null for all of them. */
    "identity.session-ended": { session: string | null };
    "identity.mailbox-changed": { isGiven: boolean };
  }
}
