/**
 * Tables that no backup carries, and why. What they hold opens doors for a while, and someone may have closed such a door since the backup
 * was made: a lost telephone's session must not come back to life. Nobody's words are in them. See docs/decisions/023-backups.md.
 */
export const LEFT_OUT: readonly string[] = [
  "session",
  "access_token",
  "verification",
  "attempt",
  "notification_device", // a device is told as long as a session lasts
  "notification_look", // what was to be sent has most likely been sent since
  "notification_delivery",
];
