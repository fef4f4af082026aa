const FIRST_BYTES = 1024 * 1024;

/**
 * What one room's listeners are expected to receive: the pieces that said something, in the order in which the first of them heard it.
 * Each is read once, by whoever hears it first, and checked against what was sent; for everyone else it is enough that her bytes are the same.
 */
export class RoomLog {
  bytes = Buffer.allocUnsafe(FIRST_BYTES);
  length = 0;
  /** Where each piece ends in `bytes`. */
  readonly ends: number[] = [];
  /** Which message each piece delivers: its place in the order of sending. */
  readonly messages: number[] = [];
  readonly #placeOf = new Map<number, number>();

  /** The place of a message in the log, written down there if this is the first time that it is heard. */
  placeOf(message: number, piece: Buffer): number {
    const known = this.#placeOf.get(message);
    if (known !== undefined) return known;
    this.#makeRoom(piece.length);
    piece.copy(this.bytes, this.length);
    this.length += piece.length;
    const place = this.ends.push(this.length) - 1;
    this.messages.push(message);
    this.#placeOf.set(message, place);
    return place;
  }

  begin(place: number): number {
    return place === 0 ? 0 : (this.ends[place - 1] ?? this.length);
  }

  #makeRoom(more: number): void {
    if (this.length + more <= this.bytes.length) return;
    const larger = Buffer.allocUnsafe(Math.max(this.bytes.length * 2, this.length + more));
    this.bytes.copy(larger, 0, 0, this.length);
    this.bytes = larger;
  }
}
