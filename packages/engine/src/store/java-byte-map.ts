/** What is not a map of byte arrays as Java serializes it, or not one that can be read here. */
export class JavaStreamError extends Error {
  override readonly name = 'JavaStreamError';
}

export type ByteEntry = readonly [key: Uint8Array | null, value: Uint8Array | null];

/** Marks of Java's object serialization stream protocol, version 5. */
const mark = { null: 0x70, reference: 0x71, class: 0x72, object: 0x73, array: 0x75, block: 0x77, endBlock: 0x78 } as const;
const magic = 0xaced0005;
const firstHandle = 0x7e0000;
/** `serialVersionUID` and the rest of what follows a class's name are no concern of ours, but for their lengths. */
const versionBytes = 8;
const flagBytes = 1;

interface JavaClass {
  readonly className: string;
}

/** What later marks may refer to. */
type Handled = JavaClass | Uint8Array;

/**
 * Reads a `java.util.HashMap<byte[], byte[]>` from the bytes that Java's ObjectOutputStream makes of it. No code is named or run by
 * what is read: nothing but byte arrays is understood. Throws JavaStreamError for anything else.
 */
export function readJavaByteMap(bytes: Uint8Array): ByteEntry[] {
  return new JavaMapReader(bytes).read();
}

class JavaMapReader {
  readonly #bytes: DataView;
  readonly #handles: Handled[] = [];
  #at = 0;

  constructor(bytes: Uint8Array) {
    this.#bytes = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  }

  read(): ByteEntry[] {
    if (this.#uint32() !== magic) throw new JavaStreamError('it does not begin as a Java serialization stream');
    this.#expect(mark.object, 'an object');
    const { className } = this.#class();
    if (className !== 'java.util.HashMap') throw new JavaStreamError(`it holds a ${className}, not a java.util.HashMap`);
    // The map itself, which nothing in it refers to.
    this.#handles.push({ className });
    this.#skip(4 + 4); // loadFactor, threshold
    this.#expect(mark.block, 'the size of the map');
    this.#skip(1 + 4); // length of the block, number of buckets
    const size = this.#uint32();
    const entries = Array.from({ length: Math.min(size, this.#bytes.byteLength) }, (): ByteEntry => [
      this.#byteArray(),
      this.#byteArray(),
    ]);
    this.#expect(mark.endBlock, 'the end of the map');
    return entries;
  }

  #byteArray(): Uint8Array | null {
    const kind = this.#uint8();
    if (kind === mark.null) return null;
    if (kind === mark.reference) return this.#referred(isArray);
    if (kind !== mark.array) throw new JavaStreamError('the map holds something that is not a byte array');
    const { className } = this.#class();
    if (className !== '[B') throw new JavaStreamError(`the map holds a ${className}, not a byte array`);
    const handle = this.#handles.push(new Uint8Array()) - 1;
    const length = this.#uint32();
    const array = new Uint8Array(this.#bytes.buffer, this.#bytes.byteOffset + this.#at, this.#left(length));
    this.#at += length;
    this.#handles[handle] = array;
    return array;
  }

  #class(): JavaClass {
    const kind = this.#uint8();
    if (kind === mark.reference) return this.#referred(isClass);
    if (kind !== mark.class) throw new JavaStreamError('a class was expected');
    const described = { className: this.#text() };
    this.#skip(versionBytes);
    this.#handles.push(described);
    this.#skip(flagBytes);
    for (let fields = this.#uint16(); fields > 0; fields -= 1) this.#primitiveField();
    this.#expect(mark.endBlock, 'the end of a class');
    this.#expect(mark.null, 'a class without a parent');
    return described;
  }

  #primitiveField(): void {
    const type = String.fromCharCode(this.#uint8());
    if (!'BCDFIJSZ'.includes(type)) throw new JavaStreamError('a class has a field that a map of byte arrays has not');
    this.#text();
  }

  #referred<T extends Handled>(is: (handled: Handled | undefined) => handled is T): T {
    const handled = this.#handles[this.#uint32() - firstHandle];
    if (!is(handled)) throw new JavaStreamError('it refers to something that is not there');
    return handled;
  }

  #text(): string {
    const length = this.#uint16();
    const text = new TextDecoder().decode(
      new Uint8Array(this.#bytes.buffer, this.#bytes.byteOffset + this.#at, this.#left(length)),
    );
    this.#at += length;
    return text;
  }

  #expect(wanted: number, what: string): void {
    if (this.#uint8() !== wanted) throw new JavaStreamError(`${what} was expected at byte ${this.#at - 1}`);
  }

  #uint8(): number {
    this.#left(1);
    return this.#bytes.getUint8(this.#at++);
  }

  #uint16(): number {
    this.#left(2);
    this.#at += 2;
    return this.#bytes.getUint16(this.#at - 2);
  }

  #uint32(): number {
    this.#left(4);
    this.#at += 4;
    return this.#bytes.getUint32(this.#at - 4);
  }

  #skip(count: number): void {
    this.#at += this.#left(count);
  }

  /** The count, if there is so much left. */
  #left(count: number): number {
    if (this.#at + count > this.#bytes.byteLength) throw new JavaStreamError('it ends too early');
    return count;
  }
}

function isArray(handled: Handled | undefined): handled is Uint8Array {
  return handled instanceof Uint8Array;
}

function isClass(handled: Handled | undefined): handled is JavaClass {
  return handled !== undefined && !isArray(handled);
}
