// RMA numbers: R and five digits, and with a dash the line item: R12345, R12345-1.

export interface Rma {
  /** Always in capitals: `R12345`. */
  number: string;
  /** Which line of the RMA; absent for the whole. */
  item?: number;
}

/** Three digits of line items: a longer RMA is split by logistics, and a longer tail here is a slip. */
const FORM = /^R ?(\d{5})(?:-([1-9]\d{0,2}))?$/;

/** Reads an RMA number as people write it (`r12345 - 1`), or gives undefined. */
export function readRma(input: string): Rma | undefined {
  const text = input.slice(0, 32).normalize('NFKC').trim().toUpperCase().replace(/\s*[\u2010-\u2015\u2212-]\s*/g, '-');
  const [, digits, item] = FORM.exec(text) ?? [];
  if (digits === undefined) return undefined;
  return { number: `R${digits}`, ...(item !== undefined && { item: Number(item) }) };
}

export function formatRma(rma: Rma): string {
  return rma.item === undefined ? rma.number : `${rma.number}-${rma.item}`;
}
