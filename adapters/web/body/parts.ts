const dash = 0x2d;

/**
 * Counts the parts of a multipart body as it passes (RFC 2046 §5.1.1). The parser reads past a part whose head it does
 * not understand without a word; who compares the two counts knows that something of a report would be lost.
 */
export class PartCounter {
  count = 0;
  readonly #delimiter: Buffer;
  /** The end of what came so far, because a delimiter may lie across two chunks. The first may stand without a break. */
  #held: Buffer = Buffer.from("\r\n");
  #ended = false;

  constructor(contentType: string) {
    const [, quoted, plain] = /boundary=(?:"([^"]*)"|([^\s;]+))/i.exec(contentType) ?? [];
    this.#delimiter = Buffer.from(`\r\n--${quoted ?? plain ?? ""}`, "latin1");
  }

  see(chunk: Buffer): void {
    if (this.#ended) return;
    const all = Buffer.concat([this.#held, chunk]);
    const length = this.#delimiter.length;
    let from = 0;
    for (;;) {
      const at = all.indexOf(this.#delimiter, from);
      if (at === -1) {
        this.#held = all.subarray(Math.max(from, all.length - length + 1));
        return;
      }
      if (at + length + 2 > all.length) {
        this.#held = all.subarray(at);
        return;
      }
      from = at + length;
      this.#ended = all[from] === dash && all[from + 1] === dash;
      if (this.#ended) return;
      this.count++;
    }
  }
}
