// Several WAV files of one kind, one after the other, as one file.

interface Wav {
  /** The `fmt ` chunk with its head. */
  format: Buffer;
  data: Buffer;
}

export function joinWavs(files: readonly Buffer[]): Buffer {
  const [first, ...rest] = files.map(readWav);
  if (!first) throw new Error('expected at least one WAV file');
  if (rest.length === 0) return files[0] ?? Buffer.alloc(0);
  if (rest.some(({ format }) => !format.equals(first.format))) throw new Error('the parts of a recording are WAV files of different kinds');
  const data = Buffer.concat([first, ...rest].map((wav) => wav.data));
  const head = Buffer.alloc(12);
  head.write('RIFF', 0);
  head.writeUInt32LE(4 + first.format.length + 8 + data.length + (data.length % 2), 4);
  head.write('WAVE', 8);
  const dataHead = Buffer.alloc(8);
  dataHead.write('data', 0);
  dataHead.writeUInt32LE(data.length, 4);
  return Buffer.concat([head, first.format, dataHead, data, Buffer.alloc(data.length % 2)]);
}

function readWav(file: Buffer): Wav {
  if (file.toString('latin1', 0, 4) !== 'RIFF' || file.toString('latin1', 8, 12) !== 'WAVE') throw new Error('expected a WAV file');
  let format: Buffer | undefined;
  for (let at = 12; at + 8 <= file.length; ) {
    const name = file.toString('latin1', at, at + 4);
    const size = file.readUInt32LE(at + 4);
    if (name === 'fmt ') format = file.subarray(at, at + 8 + size);
    if (name === 'data' && format) return { format, data: file.subarray(at + 8, at + 8 + size) };
    at += 8 + size + (size % 2);
  }
  throw new Error('a WAV file without sound');
}
