import type { Generated } from "kysely";
import type { Pace } from "./choice.ts";

export type NotificationKind = "room" | "offer" | "asked" | "report";

declare module "#foundation/database" {
  interface Tables {
    notification: {
      person_id: string;
      kind: NotificationKind;
      subject: string;
      is_named: Generated<boolean>;
      since_at: Generated<Date>;
      told_at: Date | null;
      told_read: string | null;
    };
    notification_choice: {
      person_id: string;
      by_push: Generated<boolean>;
      by_mail: Generated<boolean>;
      pace: Generated<Pace>;
      first_hour: Generated<number>;
      second_hour: Generated<number>;
      weekday: Generated<number>;
      quiet_from: Generated<number>;
      quiet_to: Generated<number>;
      most_a_day: Generated<number>;
    };
    notification_look: { person_id: string; look_at: Date };
    notification_device: {
      id: Generated<string>;
      person_id: string;
      session_id: string;
      endpoint_hash: Buffer;
      sealed: string;
      made_at: Generated<Date>;
    };
    notification_delivery: {
      id: Generated<string>;
      person_id: string;
      channel: Channel;
      device_id: string | null;
      turn: string;
      state: Generated<"planned" | "sending" | "sent" | "dropped">;
      tries: Generated<number>;
      planned_at: Generated<Date>;
      sending_at: Date | null;
      ended_at: Date | null;
    };
  }
}

export type Channel = "push" | "mail";
