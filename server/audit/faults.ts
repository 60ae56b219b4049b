/** More than so many are counted only. */
const MOST_LISTED = 100;

/** What a verification has found to be wrong, as sentences that say where. */
export class Faults {
  readonly listed: string[] = [];
  count = 0;

  /** @param sentence what is wrong and where */
  add(sentence: string): void {
    this.count += 1;
    if (this.listed.length < MOST_LISTED) this.listed.push(sentence);
  }

  /** Takes those of a part over. @param where the part */
  addAll(where: string, { listed, count }: Faults): void {
    for (const sentence of listed) this.add(`${where}: ${sentence}`);
    this.count += count - listed.length;
  }
}
