import { hearPushes, type PushWorld } from "#foundation/offline";
import { work } from "#foundation/worker";

declare const self: PushWorld;

hearPushes(self);
work();
