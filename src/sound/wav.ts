// A wav file around µ-law sound: what the carrier plays without having to convert it.

/** Samples in a second, each one byte, on every telephone line. */
export const sampleRate = 8_000;

const muLawFormat = 7;
const headerBytes = 58;

/** One channel of µ-law bytes as a whole file. */
export function muLawWav(sound: Uint8Array): Buffer {
  const pad = sound.length % 2;
  const file = Buffer.alloc(headerBytes + sound.length + pad);
  file.write('RIFF', 0, 'latin1');
  file.writeUInt32LE(file.length - 8, 4);
  file.write('WAVEfmt ', 8, 'latin1');
  file.writeUInt32LE(18, 16);
  file.writeUInt16LE(muLawFormat, 20);
  file.writeUInt16LE(1, 22);
  file.writeUInt32LE(sampleRate, 24);
  file.writeUInt32LE(sampleRate, 28);
  file.writeUInt16LE(1, 32);
  file.writeUInt16LE(8, 34);
  file.writeUInt16LE(0, 36);
  file.write('fact', 38, 'latin1');
  file.writeUInt32LE(4, 42);
  file.writeUInt32LE(sound.length, 46);
  file.write('data', 50, 'latin1');
  file.writeUInt32LE(sound.length, 54);
  file.set(sound, headerBytes);
  return file;
}
