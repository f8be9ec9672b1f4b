// The telephone's own way of writing a sample in eight bits (G.711 µ-law): fine steps where it is quiet, coarse ones where it is loud.

const bias = 0x84;
const clip = 32_635;

/** One sample from -1 to 1 as a byte. */
export function toMuLaw(sample: number): number {
  const sign = sample < 0 ? 0x80 : 0;
  const magnitude = Math.min(clip, Math.round(Math.abs(sample) * 32_767)) + bias;
  const exponent = 24 - Math.clz32(magnitude);
  const mantissa = (magnitude >> (exponent + 3)) & 0x0f;
  return ~(sign | (exponent << 4) | mantissa) & 0xff;
}

export function toMuLawBytes(sound: Float32Array): Uint8Array {
  const bytes = new Uint8Array(sound.length);
  for (let at = 0; at < sound.length; at++) bytes[at] = toMuLaw(sound[at] ?? 0);
  return bytes;
}

/** The byte as a sample from -1 to 1. */
export function fromMuLaw(byte: number): number {
  const bits = ~byte & 0xff;
  const magnitude = ((((bits & 0x0f) << 3) + bias) << ((bits >> 4) & 0x07)) - bias;
  return (bits & 0x80 ? -magnitude : magnitude) / 32_767;
}
