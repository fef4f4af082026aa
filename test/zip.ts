import { crc32, deflateRawSync } from "node:zlib";

/** A file of a zip, and what the zip may wrongly say of it. */
export interface Packed {
  name: string | Buffer;
  data: string | Buffer;
  size?: number;
  flags?: number;
  /** The kind and rights of a file as Unix counts them, such as 0o120777 for a link. */
  mode?: number;
  /** Lies where the first file lies. */
  isOverlapping?: boolean;
}

/** A zip as Android writes it: sizes stand only in the central directory. */
export function zipOf(files: readonly Packed[]): Buffer {
  const locals: Buffer[] = [];
  const directory: Buffer[] = [];
  let offset = 0;
  for (const { name, data, size, flags = 0x808, mode, isOverlapping = false } of files) {
    const whole = Buffer.from(data);
    const packed = deflateRawSync(whole);
    const title = Buffer.from(name);
    const local = Buffer.alloc(30);
    local.writeUInt32LE(0x04034b50, 0);
    local.writeUInt16LE(20, 4);
    local.writeUInt16LE(flags, 6);
    local.writeUInt16LE(8, 8);
    local.writeUInt16LE(title.length, 26);
    const entry = Buffer.alloc(46);
    entry.writeUInt32LE(0x02014b50, 0);
    entry.writeUInt16LE(mode === undefined ? 20 : 0x0314, 4);
    entry.writeUInt16LE(20, 6);
    entry.writeUInt16LE(flags, 8);
    entry.writeUInt16LE(8, 10);
    entry.writeUInt32LE(crc32(whole), 16);
    entry.writeUInt32LE(packed.length, 20);
    entry.writeUInt32LE(size ?? whole.length, 24);
    entry.writeUInt16LE(title.length, 28);
    entry.writeUInt32LE(((mode ?? 0) << 16) >>> 0, 38);
    entry.writeUInt32LE(isOverlapping ? 0 : offset, 42);
    directory.push(entry, title);
    if (isOverlapping) continue;
    locals.push(local, title, packed);
    offset += local.length + title.length + packed.length;
  }
  const central = Buffer.concat(directory);
  const end = Buffer.alloc(22);
  end.writeUInt32LE(0x06054b50, 0);
  end.writeUInt16LE(files.length, 8);
  end.writeUInt16LE(files.length, 10);
  end.writeUInt32LE(central.length, 12);
  end.writeUInt32LE(offset, 16);
  return Buffer.concat([...locals, central, end]);
}
