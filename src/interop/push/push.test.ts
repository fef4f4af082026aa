import { expect, test } from "vitest";
import { Untaken } from "#listeners/notifications";
import { openPushService, subscriberAt } from "#test/push-receiver";
import { keysFrom } from "./keys.ts";
import { openPush } from "./push.ts";
import { isKnown, isPublic } from "./services.ts";

const house = { secret: "a secret of some length", origin: "https://kith.example.org" };
const notice = { title: "Kith", body: "There is something new for you.", url: "/news" };

test.for([
  "https://fcm.googleapis.com/fcm/send/abc",
  "https://updates.push.services.mozilla.com/wpush/v2/abc",
  "https://web.push.apple.com/abc",
  "https://wns2-by3p.notify.windows.com/w/?token=abc",
])("%s is the address of a service that browsers use", (endpoint) => {
  expect(isKnown(endpoint, [])).toBe(true);
});

test.for([
  "http://fcm.googleapis.com/fcm/send/abc",
  "https://fcm.googleapis.com:8443/fcm/send/abc",
  "https://fcm.googleapis.com.evil.example/abc",
  "https://evilpush.apple.com/abc",
  "https://push.apple.com.evil.example/",
  "https://user@fcm.googleapis.com/abc",
  "https://127.0.0.1/abc",
  "https://[::1]/abc",
  "https://169.254.169.254/latest/meta-data/",
  "https://localhost/abc",
  "file:///etc/passwd",
  "fcm.googleapis.com",
  "",
])("%s is nowhere a notice is sent to", (endpoint) => {
  expect(isKnown(endpoint, [])).toBe(false);
});

test("what is near is not public, however it is written", () => {
  const near = ["127.0.0.1", "10.1.2.3", "172.16.0.1", "192.168.1.1", "169.254.169.254", "100.64.0.1", "0.0.0.0", "255.255.255.255"];
  const nearToo = ["::1", "::", "fe80::1", "fd00::1", "::ffff:127.0.0.1", "64:ff9b::7f00:1", "2002:7f00:1::", "ff02::1"];
  for (const address of [...near, ...nearToo]) expect([address, isPublic(address)]).toEqual([address, false]);
  for (const address of ["142.250.185.74", "17.57.144.1", "2a00:1450:4001:800::200a"])
    expect([address, isPublic(address)]).toEqual([address, true]);
});

test("keys made from the house's secret are the same after every start, and another's are others", () => {
  expect(keysFrom("one")).toEqual(keysFrom("one"));
  expect(keysFrom("one").publicKey).not.toBe(keysFrom("two").publicKey);
  expect(Buffer.from(keysFrom("one").publicKey, "base64url")).toHaveLength(65);
});

test("a service's answer decides: taken, gone, or to be tried again; a redirect is not followed", async () => {
  const service = await openPushService();
  const push = openPush({ ...house, services: [service.origin] });
  const browser = service.subscriber();
  const to = { endpoint: browser.endpoint, keys: { p256dh: browser.p256dh, auth: browser.auth } };
  expect(await push.send(to, notice, 60)).toBe("taken");
  expect(browser.open(service.taken[0]!.body)).toEqual(notice);
  expect(service.taken[0]!.headers).toMatchObject({ ttl: "60", topic: "news" });
  for (const status of [404, 410]) {
    service.answering.set(browser.path, status);
    expect(await push.send(to, notice, 60)).toBe("gone");
  }
  for (const status of [307, 400, 403, 429, 500, 503]) {
    service.answering.set(browser.path, status);
    await expect(push.send(to, notice, 60)).rejects.toBeInstanceOf(Untaken);
  }
  expect(service.asked).toHaveLength(9);
  await service.close();
});

test("a service that cannot be reached has surely taken nothing", async () => {
  const { origin: nowhere, close } = await openPushService();
  await close();
  const { endpoint, p256dh, auth } = subscriberAt(nowhere);
  const sending = openPush({ ...house, services: [nowhere] }).send({ endpoint, keys: { p256dh, auth } }, notice, 60);
  await expect(sending).rejects.toBeInstanceOf(Untaken);
});

test("a service that is trusted no more is asked nothing", async () => {
  const service = await openPushService();
  const { endpoint, p256dh, auth } = subscriberAt(service.origin);
  expect(await openPush(house).send({ endpoint, keys: { p256dh, auth } }, notice, 60)).toBe("gone");
  expect(service.asked).toEqual([]);
  await service.close();
});
