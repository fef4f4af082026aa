const NAME = "kith";

/** Holds the key, and nothing else. */
export const KEY = "key";
/** Holds everything that is kept, sealed: `{ name, shelf, order, size, iv, sealed }`. */
export const SEALED = "sealed";
/** Over SEALED by shelf, order and size, so that sizes are known without reading what is kept. */
export const BY_SHELF = "shelf";

let opened: Promise<IDBDatabase> | undefined;

/**
 * The one connection of this page, to a database that is there; only whoever brings a key makes one. A page that outlives what was destroyed
 * so leaves not even an empty one behind. Throws when there is none.
 */
export function database(isToBeMade = false): Promise<IDBDatabase> {
  opened ??= open(isToBeMade).catch((error: unknown) => {
    opened = undefined;
    throw error;
  });
  return opened;
}

function open(isToBeMade: boolean): Promise<IDBDatabase> {
  const asked = indexedDB.open(NAME, 1);
  asked.addEventListener("upgradeneeded", () => {
    if (!isToBeMade) return asked.transaction?.abort();
    asked.result.createObjectStore(KEY);
    asked.result.createObjectStore(SEALED, { keyPath: "name" }).createIndex(BY_SHELF, ["shelf", "order", "size"]);
  });
  return done(asked).then((db) => {
    db.addEventListener("versionchange", () => letGo(db));
    db.addEventListener("close", () => letGo(db));
    return db;
  });
}

function letGo(db: IDBDatabase): void {
  db.close();
  opened = undefined;
}

/** Removes the database itself. Other tabs let go of it when they are asked; one that sleeps does so when it wakes. */
export function destroy(): Promise<void> {
  const asked = indexedDB.deleteDatabase(NAME);
  return new Promise((resolve) => {
    for (const end of ["success", "error", "blocked"]) asked.addEventListener(end, () => resolve());
  });
}

/** What a request of the database brings. */
export const done = <T>(request: IDBRequest<T>): Promise<T> =>
  new Promise((resolve, reject) => {
    request.addEventListener("success", () => resolve(request.result));
    request.addEventListener("error", () => reject(request.error ?? new Error("The phone keeps nothing.")));
  });

/** Resolves when everything in a transaction is kept, throws when nothing of it is. */
export const over = (transaction: IDBTransaction): Promise<void> =>
  new Promise((resolve, reject) => {
    const fail = () => reject(transaction.error ?? new Error("The phone keeps nothing."));
    transaction.addEventListener("complete", () => resolve());
    transaction.addEventListener("abort", fail);
    transaction.addEventListener("error", fail);
  });
